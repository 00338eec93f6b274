"""The frame of a page: head, style, title, contents, script; the same for every report."""

from collections.abc import Iterable

from seedtrain.messages import say
from seedtrain.report.page.markup import asset, esc

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:"


def navigation(sections: Iterable[tuple[str, str]]) -> str:
    """Links to sections: each its id and its title."""
    return "".join(f'<a href="#{esc(name)}">{esc(title)}</a>' for name, title in sections)


def document(title: str, facts: str, links: str, body: str, lang: str) -> str:
    """Return the whole page: ``title`` and ``facts`` (text), ``links`` and ``body`` (markup) in its frame.

    The chart library stands in it where the body has a chart; the body has a section ``opening``.
    """
    from plotly.offline import get_plotlyjs

    code = "zh-Hans" if lang == "zh" else "en"
    charts = f"<script>{get_plotlyjs()}</script>\n" if "data-chart" in body else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{code}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{esc(title)} · seedtrain</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#opening">{esc(say("report.page.skip", lang))}</a>\n'
        f'<header><div class="top"><span class="brand">seedtrain</span>'
        f'<button id="theme" type="button" hidden aria-label="{esc(say("report.page.theme", lang))}">'
        f'<span aria-hidden="true">◐</span> {esc(say("report.page.theme", lang))}</button></div>'
        f'<h1>{esc(title)}</h1><p class="facts">{esc(facts)}</p>'
        f'<nav aria-label="{esc(say("report.page.contents", lang))}">{links}</nav></header>\n'
        f"<main>\n{body}</main>\n{charts}<script>{asset('script.js')}</script>\n</body>\n</html>\n"
    )


def _style() -> str:
    """The style, with the dark colours for whoever's screen is dark and for whoever asks for them."""
    dark = asset("dark.css")
    return (
        f"{asset('style.css')}@media screen and (prefers-color-scheme: dark) {{\n"
        f':root:not([data-theme="light"]) {{\n{dark}}}\n}}\n:root[data-theme="dark"] {{\n{dark}}}\n'
    )
