"""Writes web pages as LaTeXML writes them."""

from __future__ import annotations


def page(*parts: str) -> bytes:
    """Return a whole page, with the menus and messages that arXiv puts around a paper."""
    return (
        '<!DOCTYPE html><html lang="en"><head><title>A Small Model</title><script>track(1111)</script></head><body>'
        '<header class="desktop_header"><a href="/">Back</a></header><nav class="ltx_page_navbar">1 Menu</nav>'
        '<div class="package-alerts ltx_document" role="status">Errors are known.</div><div class="ltx_page_main">'
        '<article class="ltx_document"><h1 class="ltx_title ltx_title_document">A Small Model</h1>'
        '<div class="ltx_authors"><span class="ltx_personname">Ada Park<sup>1</sup></span></div>'
        f"{''.join(parts)}</article></div><footer>Made by LaTeXML</footer></body></html>"
    ).encode()


def abstract(text: str) -> str:
    """Return the abstract."""
    return f'<div class="ltx_abstract"><h6 class="ltx_title ltx_title_abstract">Abstract</h6>{para(text)}</div>'


def section(number: str, title: str, *parts: str, kind: str = "section") -> str:
    """Return a section; `kind` is that of its class, such as `subsection` or `appendix`."""
    tag = f'<span class="ltx_tag ltx_tag_{kind}">{number} </span>' if number else ""
    heading = f'<h2 class="ltx_title ltx_title_{kind}">{tag}{title}</h2>'
    return f'<section class="ltx_{kind}">{heading}{"".join(parts)}</section>'


def para(text: str) -> str:
    """Return a paragraph."""
    return f'<div class="ltx_para"><p class="ltx_p">{text}</p></div>'


def math(tex: str, shown: str, *, alttext: bool = True, annotation: bool = True) -> str:
    """Return a formula as pages hold it: as LaTeX, as signs, as their meaning, and as LaTeX again."""
    attribute = f' alttext="{tex}"' if alttext else ""
    note = f'<annotation encoding="application/x-tex">{tex}</annotation>' if annotation else ""
    return (
        f'<math{attribute} class="ltx_Math" display="inline"><semantics><mrow>{shown}</mrow>'
        f'<annotation-xml encoding="MathML-Content">{shown}</annotation-xml>{note}</semantics></math>'
    )


def note(text: str) -> str:
    """Return a footnote as it stands within a sentence."""
    mark = '<sup class="ltx_note_mark">1</sup>'
    return (
        f'<span class="ltx_note ltx_role_footnote">{mark}<span class="ltx_note_outer"><span class="ltx_note_content">'
        f'{mark}<span class="ltx_tag ltx_tag_note">1</span>{text}</span></span></span>'
    )


def table(caption: str, *rows: tuple[str, ...]) -> str:
    """Return a table with its caption."""
    cells = ("".join(f'<td class="ltx_td ltx_align_center">{cell}</td>' for cell in row) for row in rows)
    lines = "".join(f'<tr class="ltx_tr">{row}</tr>' for row in cells)
    return (
        '<figure class="ltx_table"><figcaption class="ltx_caption"><span class="ltx_tag ltx_tag_table">Table 1: </span>'
        f'{caption}</figcaption><table class="ltx_tabular"><tbody class="ltx_tbody">{lines}</tbody></table></figure>'
    )


def box(*lines: str) -> str:
    """Return a colored box, such as prompts are shown in."""
    text = "".join(f'<span class="ltx_p">{line}</span>' for line in lines)
    inside = f'<foreignObject><span class="ltx_inline-block ltx_minipage">{text}</span></foreignObject>'
    return f'<svg class="ltx_picture"><g>{inside}</g></svg>'


def listing(*lines: str) -> str:
    """Return program text, with the link by which a reader may save it."""
    body = "".join(f'<div class="ltx_listingline">{line}</div>' for line in lines)
    return f'<div class="ltx_listing"><div class="ltx_listing_data"><a href="data:,">⬇</a></div>{body}</div>'


REFERENCES = (
    '<section class="ltx_bibliography"><h2 class="ltx_title ltx_title_bibliography">References</h2>'
    '<ul class="ltx_biblist"><li class="ltx_bibitem">Kim (2020) On 5555 Models.</li></ul></section>'
)
