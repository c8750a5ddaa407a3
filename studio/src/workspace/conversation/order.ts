import type { Message } from "../state/messages";

/**
 * Messages by the turn that they belong to: a reply stands below what it answers, also where somebody spoke in
 * between. What belongs to no turn stays behind what was said before it.
 */
export function inOrder(messages: readonly Message[]): readonly Message[] {
  let latest = 0;
  const placed = messages.map((message) => {
    latest = Math.max(latest, message.turn ?? 0);
    return { message, turn: message.turn ?? latest };
  });
  return placed.sort((one, other) => one.turn - other.turn).map(({ message }) => message);
}
