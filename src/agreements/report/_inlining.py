"""Pictures within a page: what matplotlib draws, without styles of its own and as few bytes as will do.

A page's policy lets no style stand in an attribute; what matplotlib writes as style is written as attributes, and
colours are left to the page, which is dark or light.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final
from xml.etree import ElementTree

from agreements.renderers._plotting import clean

__all__ = ["inline"]

_SVG: Final = "{http://www.w3.org/2000/svg}"
_LINK: Final = "{http://www.w3.org/1999/xlink}href"
_KEPT: Final = frozenset(
    {
        "clip-path", "fill", "fill-opacity", "font-size", "font-style", "font-weight", "opacity", "stroke",
        "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
        "stroke-opacity", "stroke-width", "text-anchor",
    }
)  # fmt: skip
"""What matplotlib styles, but for the font: the page has one."""
_ROOT: Final = {"fill": "#1a1a1a", "stroke-linejoin": "round", "stroke-linecap": "butt"}
"""What the whole picture has where an element says nothing else: the ink of the text and of the filled marks."""
_DEFAULTS: Final = frozenset({("stroke-dashoffset", "0"), ("text-anchor", "start"), *_ROOT.items()})
_NUMBERS: Final = frozenset({"d", "x", "y", "width", "height"})
_NUMBER: Final = re.compile(r"-?[0-9]+\.[0-9]+")
_SPOKEN: Final = frozenset({"style", "metadata", "title", "desc"})


def inline(drawn: str, name: str, title: str, description: str) -> str:
    """Return SVG to be put into a page: no style, no id that another picture has, with a title and a description.

    Args:
        drawn: What matplotlib drew.
        name: What the ids begin with.
        title: What it shows, in a few words; from a record or not.
        description: What can be seen, for those who can't.
    """
    root = ElementTree.fromstring(drawn)
    referred = set(re.findall(r"(?:url\(|href=\")#([^\")]+)", drawn))
    # No two reference the same, though matplotlib names what looks alike in two pictures the same.
    names = {one: f"{name}-{number}" for number, one in enumerate(sorted(referred))}
    for element in root.iter():
        _attributes(element, names)
    box = root.get("viewBox", "")
    _prune(root)
    _used_once(root)
    _joined(root)
    sizes = Counter(one.get("font-size", "") for one in root.iter("text"))
    shared = {"font-size": max(sizes, key=lambda size: sizes[size])} if sizes else {}
    for element in root.iter("text"):
        if element.get("font-size") == shared["font-size"]:
            del element.attrib["font-size"]
    _grouped(root)
    root.attrib.clear()
    root.attrib.update({"viewBox": box, "role": "img", "aria-labelledby": f"{name}-title {name}-words"})
    root.attrib.update(_ROOT | shared)
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        child = ElementTree.Element(tag, {"id": f"{name}-{'words' if tag == 'desc' else tag}"})
        child.text = clean(text)
        root.insert(place, child)
    # No text and no attribute holds this: there, `>` is written otherwise.
    return ElementTree.tostring(root, encoding="unicode").replace(" />", "/>")


def _attributes(element: ElementTree.Element, names: Mapping[str, str]) -> None:
    element.tag = element.tag.removeprefix(_SVG)
    element.tail = None
    if element.text is not None and not element.text.strip():
        element.text = None
    found: dict[str, str] = {}
    for key, value in element.attrib.items():
        if key == "style":
            found |= dict(_style(value))
        elif key == "id":
            found |= {"id": names[value]} if value in names else {}
        elif key == _LINK:
            found["href"] = f"#{names[value[1:]]}"
        elif key in _NUMBERS:
            found[key] = _NUMBER.sub(lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), " ".join(value.split()))
        elif key != "transform" or not re.match(r"rotate\(-?0 ", value):
            found[key] = value
    for key, value in found.items():
        found[key] = re.sub(r"url\(#([^)]+)\)", lambda match: f"url(#{names[match[1]]})", value)
    # What is so anyway: by the page's sheet, by default, or, of what is used, by what it is made of.
    if element.tag == "use":
        found = {key: value for key, value in found.items() if not key.startswith("stroke")}
    elif element.tag == "text":
        found.pop("fill", None)
    if "d" in found:
        found["d"] = _path(found["d"])
    element.attrib.clear()
    element.attrib.update((key, value) for key, value in found.items() if (key, value) not in _DEFAULTS)


def _style(text: str) -> Iterable[tuple[str, str]]:
    for declaration in text.split(";"):
        key, colon, value = declaration.partition(":")
        if colon and key.strip() in _KEPT:
            yield key.strip(), value.strip()


def _path(written: str) -> str:
    """Return what a path says, without blanks and letters that a reader of paths can do without.

    Source: W3C, SVG 2, 9.3.1: after a move, and after any other command, further numbers go on with a line or with it.
    """
    short, last = [], ""
    for letter, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", written):
        goes_on = letter not in "MZz" and letter == {"M": "L"}.get(last, last)
        short.append(f"{' ' if goes_on else letter}{numbers.strip()}")
        last = letter
    return "".join(short)


def _prune(parent: ElementTree.Element) -> None:
    """Take away what is spoken elsewhere and what can't be seen, and put the children of idle groups in their place."""
    children: list[ElementTree.Element] = []
    for child in parent:
        _prune(child)
        unseen = child.tag == "path" and child.get("fill") == "none" and child.get("stroke", "none") == "none"
        if child.tag in _SPOKEN or unseen or (child.tag == "defs" and not len(child)):
            continue
        children += list(child) if child.tag == "g" and not child.attrib else [child]
    parent[:] = children


def _used_once(root: ElementTree.Element) -> None:
    """Draw what is used only once in the place where it is used."""
    times = Counter(one.get("href") for one in root.iter("use"))
    made = {f"#{path.get('id')}": (defs, path) for defs in root.iter("defs") for path in defs if path.tag == "path"}
    for use in list(root.iter("use")):
        href = use.get("href", "")
        if times[href] != 1 or href not in made:
            continue
        defs, path = made[href]
        defs.remove(path)
        x, y = use.get("x", "0"), use.get("y", "0")
        moved = {"transform": f"translate({x} {y})"} if (x, y) != ("0", "0") else {}
        own = {key: value for key, value in use.attrib.items() if key not in ("href", "x", "y")}
        use.tag = "path"
        use.attrib.clear()
        use.attrib.update(own | {key: value for key, value in path.attrib.items() if key != "id"} | moved)
    _prune(root)


def _grouped(root: ElementTree.Element) -> None:
    """Put words that follow one another and look the same into a group that says so once."""
    children: list[ElementTree.Element] = []
    for child in root:
        looks = {key: value for key, value in child.attrib.items() if key not in ("x", "y")}
        if child.tag != "text" or not looks or "transform" in looks:
            children.append(child)
            continue
        if not children or children[-1].tag != "g" or children[-1].attrib != looks:
            children.append(ElementTree.Element("g", looks))
        for key in looks:
            del child.attrib[key]
        children[-1].append(child)
    root[:] = children


def _joined(root: ElementTree.Element) -> None:
    """Make lines that look the same one path, in the place of the first; they are no deeper than what lies between."""
    first: dict[frozenset[tuple[str, str]], ElementTree.Element] = {}
    for child in list(root):
        if child.tag == "path" and child.get("fill") == "none" and "stroke" in child.attrib:
            alike = frozenset((key, value) for key, value in child.attrib.items() if key != "d")
            if alike in first:
                first[alike].set("d", first[alike].get("d", "") + child.get("d", ""))
                root.remove(child)
            else:
                first[alike] = child
