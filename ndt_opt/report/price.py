"""What each rule costs, on a terminal."""

from __future__ import annotations

from ndt_opt.domain.price import Curve, Gain, Prices, RulePrice
from ndt_opt.report.page import NARROWEST, WIDEST, Page
from ndt_opt.report.text import wrap

_BAR = 24
_GAP = "  "
_FAULT = "a fault of the program"
NOTES = (
    "Only Zone 2 minutes are counted. Rules that keep you healthy are not for sale: a price says what one costs, never "
    "that it should go.",
    "Each rule is changed alone, all others hold; gains of several rules do not add up.",
)
OTHER_SEASON = (
    "* other rules ask for something else there (another calendar, an excuse less), so the best plan as it is would "
    "break them: the difference between two seasons, and it may be a loss."
)


def render_prices(prices: Prices, *, width: int = 80, colour: bool = False, encoding: str = "utf-8") -> str:
    """The prices as text that ends with a newline; no line is wider than `width`.

    Parameters
    ----------
    width : cells of a line, taken as 60 to 100.
    colour : ANSI colours; nothing is told by colour alone.
    encoding : of the stream the page goes to; where it has no blocks, bars are drawn with `#`.
    """
    page = Page(min(max(width, NARROWEST), WIDEST), colour, "km", encoding)
    sections = [
        ("", _head(prices, page)),
        ("WHAT EACH RULE COSTS, in Zone 2 minutes of the season", _table(prices, page)),
        ("", [line for text in cheap_texts(prices) for line in wrap(text, page.width)]),
        ("STEP BY STEP", [line for curve in prices.curves for line in _curve(curve, page)]),
        ("HOW SURE", [line for text in sure_texts(prices) for line in _sure(text, page)]),
        ("TO READ IT", [line for note in NOTES for line in page.item(note)]),
    ]
    return page.sections(sections)


def gain_text(gain: Gain | None) -> str:
    """`+50.2`, `+2.4..+242.2` where it is not proved, `no plan` where none is left; a star where it may be a loss."""
    if gain is None:
        return "-"
    star = "*" if gain.asks_more else ""
    if gain.status in ("infeasible", "contradiction"):
        return ("no plan" if gain.status == "infeasible" else "fault") + star
    least, most = (None if s is None else _minutes(s) for s in (gain.least_s, gain.most_s))
    if gain.is_exact:
        return f"{least}{star}"
    if least is None:
        return f"at most {most}{star}" if most is not None else f"unknown{star}"
    return f"{least}..{most}{star}" if most is not None else f"at least {least}{star}"


def growth_text(curve: Curve) -> str:
    """Where the gain falls, stops growing or grows more slowly, if every point is proved."""
    if not all(point.gain.is_exact for point in curve.points):
        return "not every point is proved"
    steps = [point.steps for point in curve.points]
    gains = [point.gain.least_s or 0 for point in curve.points]
    falls = [n for n, a, b in zip(steps, gains, gains[1:], strict=False) if b < a]
    if falls:
        return f"less after {_steps(falls[0])}: another season each time, not a looser one"
    if curve.most_s is not None and gains[-1] >= curve.most_s > 0:
        n = next(n for n, gain in zip(steps, gains, strict=True) if gain == gains[-1])
        return f"no more from {_steps(n)} on: as much as without the rule"
    stops = next(n for n, gain in zip(steps, gains, strict=True) if gain == gains[-1])
    if stops < steps[-1]:
        return f"no more from {_steps(stops)} on: other rules bind there"
    slower = [n for n, a, b in zip(steps, _rates(steps, gains), _rates(steps, gains)[1:], strict=False) if 2 * b < a]
    if slower:
        return f"more slowly after {_steps(slower[0])}: other rules begin to bind"
    return f"no further than {_steps(steps[-1])}: its numbers end there" if curve.is_at_end else "and still grows"


def _rates(steps: list[int], gains: list[int]) -> list[float]:
    """Seconds a step between the points."""
    return [(b - a) / (m - n) for n, m, a, b in zip([0, *steps], steps, [0, *gains], gains, strict=False)]


def _steps(number: int) -> str:
    return "1 step" if number == 1 else f"{number} steps"


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:+.1f}" if seconds else "0.0"


def _head(prices: Prices, page: Page) -> list[str]:
    title = page.fit(page.text(prices.title) or "Season", page.width)
    return [page.paint(title, "bold"), *wrap(page.text(season_text(prices)), page.width)]


def season_text(prices: Prices) -> str:
    """`24 weeks, model norwegian-double: Zone 2 work 2063.9 min, proved`."""
    least, most = (f"{s / 60:.1f}" for s in (prices.z2_work_s, prices.bound_s))
    found = f"{least} min, proved" if least == most else f"{least} min found, at most {most}"
    return f"{prices.weeks} weeks, model {prices.model}: Zone 2 work {found}"


def _table(prices: Prices, page: Page) -> list[str]:
    if not prices.rules:
        return ["no rule costs anything"]
    cells = [(p.rule, gain_text(p.by_step), gain_text(p.dropped)) for p in prices.rules]
    rows = [("rule", "a step", "dropped"), *cells]
    name, step, end = (max(len(row[n]) for row in rows) for n in range(3))
    rest = page.width - name - step - end - 3 * len(_GAP)
    words = ["one step is", *(step_words(p) for p in prices.rules)]
    lines = []
    for number, (row, text) in enumerate(zip(rows, words, strict=True)):
        first, *more = wrap(text, max(rest, 12))
        head = _GAP.join((row[0].ljust(name), row[1].rjust(step), row[2].rjust(end)))
        looks = ("dim",) if not number else ()
        lines += [page.paint(f"{head}{_GAP}{first}", *looks)]
        lines += [" " * (len(head) + len(_GAP)) + line for line in more]
    return lines + (wrap(OTHER_SEASON, page.width) if has_stars(prices) else [])


def has_stars(prices: Prices) -> bool:
    """Whether a change makes another season."""
    return any(gain.asks_more for _, gain in prices.gains)


def step_words(price: RulePrice) -> str:
    """What one step of the rule is."""
    return price.step or "(none: it holds or not)"


def cheap_texts(prices: Prices) -> list[str]:
    """Rules without a price: those that cost nothing, then those with nothing to say."""
    silent = ", ".join(f"{s.rule} ({s.why})" for s in prices.silent)
    return [
        *([f"Cost nothing, proved: {', '.join(prices.free)}."] if prices.free else []),
        *([f"Have nothing to say here: {silent}."] if silent else []),
    ]


def _curve(curve: Curve, page: Page) -> list[str]:
    best = max((p.gain.least_s or 0 for p in curve.points), default=0)
    texts = [gain_text(point.gain) for point in curve.points]
    widest = max(len(text) for text in texts)
    lines = wrap(f"{curve.rule}, {curve.step} each", page.width)
    for point, text in zip(curve.points, texts, strict=True):
        bar = page.paint(page.bar(max(0, point.gain.least_s or 0), best, _BAR), "green")
        lines.append(f"  {point.steps:>2}  {text.rjust(widest)}  {bar}")
    return [*lines, *(f"      {line}" for line in wrap(growth_text(curve), page.width - 6))]


def sure_texts(prices: Prices) -> list[str]:
    """What is proved, what not, and what is wrong."""
    faults = [name for name, gain in prices.gains if gain.status == "contradiction"]
    gone = [name for name, gain in prices.gains if gain.status == "infeasible"]
    open_ = [name for name, gain in prices.gains if gain.status in ("feasible", "unknown")]
    refused = [f"{name}: {', '.join(gain.refused)}" for name, gain in prices.gains if gain.refused]
    texts = []
    if prices.status != "optimal":
        texts.append("the season itself is not proved, so no price is exact")
    elif not (open_ or faults or refused):
        texts.append("every number is proved")
    if open_:
        where = ", ".join(open_)
        texts.append(f"not proved within its limit, so from what a plan shows to what no plan can pass: {where}")
    if refused:
        texts.append(f"not to be trusted, the auditor refuses the best plan found ({'; '.join(refused)})")
    if gone:
        texts.append(f"no plan at all without the excuses that go with it: {', '.join(gone)}")
    if faults:
        texts.append(f"{_FAULT}, less than a plan that the auditor accepts: {', '.join(faults)}")
    return texts


def _sure(text: str, page: Page) -> list[str]:
    lines = page.item(text)
    return [page.paint(line, "red") for line in lines] if text.startswith(_FAULT) else lines
