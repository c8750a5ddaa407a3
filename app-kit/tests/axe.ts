import axeCore from "axe-core";

/** What a checker of accessibility finds, in words; colours need a real browser and are left out. */
export async function axe(element: Element): Promise<readonly string[]> {
  const { violations } = await axeCore.run(element, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}
