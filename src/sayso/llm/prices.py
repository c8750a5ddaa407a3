"""What a call cost, by the price list that comes with ``genai-prices``; it is never fetched anew here."""

import warnings
from decimal import Decimal

from sayso.llm.providers import Target
from sayso.llm.types import ProviderKind, Usage

FREE = Decimal(0)


def cost_of(target: Target, usage: Usage, written: int = 0) -> Decimal | None:
    """The price in US dollars, None where it is not known.

    OpenAI's and Anthropic's own lists also hold behind a gateway (``base_url``); a compatible server is
    priced by its address, which a local one has no price for. ``written`` are the tokens of the input that
    the provider has put aside for later, which some charge more for.
    """
    import genai_prices

    if usage.input == 0 and usage.output == 0:
        return None
    counted = genai_prices.Usage(
        input_tokens=usage.input,
        output_tokens=usage.output,
        cache_read_tokens=usage.cached,
        cache_write_tokens=written,
    )
    compatible = target.provider.kind is ProviderKind.COMPATIBLE
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if compatible:
                price = genai_prices.calc_price(counted, target.model, provider_api_url=target.base_url)
            else:
                price = genai_prices.calc_price(counted, target.model, provider_id=target.provider.kind.value)
    except (LookupError, ValueError):
        return None
    return price.total_price
