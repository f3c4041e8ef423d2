"""What is wrong with a figure: lines off the page, lines over each other, cells that lost a company."""

from chains.figures.content import MapContent
from chains.figures.shapes import Box, Figure, Text

#: Two lines may come this near to each other: what letters overhang.
TOUCH = 0.3


def off_the_page(figure: Figure) -> list[str]:
    """Return the lines of text that are not within the margins' outer half."""
    edge = 14.0
    return [
        text.text
        for text in figure.texts
        if text.room[0] < edge
        or text.room[1] < edge
        or text.room[2] > figure.paper.width - edge
        or text.room[3] > figure.paper.height - edge
    ]


def over_each_other(figure: Figure) -> list[tuple[str, str]]:
    """Return the pairs of lines of text that share some room."""
    found = []
    texts = sorted(figure.texts, key=lambda text: text.room[1])
    for position, text in enumerate(texts):
        left, _, right, bottom = text.room
        for other in texts[position + 1 :]:
            if other.room[1] >= bottom - TOUCH:
                break
            if min(right, other.room[2]) - max(left, other.room[0]) > TOUCH and other.room[3] - text.room[1] > TOUCH:
                found.append((text.text, other.text))
    return found


def out_of_their_boxes(figure: Figure) -> list[str]:
    """Return the lines of text that stick out of the box of the part they belong to."""
    found = []
    for part in figure.parts:
        boxes = [shape for shape in part.shapes if isinstance(shape, Box)]
        # The legend and the ranking stand in no box; those they have are swatches and bordered words.
        if not boxes or part.name == "legend" or part.name.startswith("ranked"):
            continue
        box = max(boxes, key=lambda each: each.width * each.height)
        for text in (shape for shape in part.shapes if isinstance(shape, Text)):
            left, top, right, bottom = text.room
            inside = (
                left >= box.x - TOUCH
                and right <= box.x + box.width + TOUCH
                and top >= box.y - TOUCH
                and bottom <= box.y + box.height + TOUCH
            )
            if not inside:
                found.append(f"{part.name}: {text.text}")
    return found


def lost(figure: Figure, content: MapContent) -> list[str]:
    """Return the cells whose companies and "+n" do not add up to those of the content."""
    found = []
    for row in content.rows:
        for cell in row.cells:
            part = next(each for each in figure.parts if each.name == f"cell-{cell.key}")
            texts = [shape for shape in part.shapes if isinstance(shape, Text)]
            shown = {text.key for text in texts if text.role == "company"}
            whole = {
                name.key
                for name in cell.names
                if "".join(text.text for text in texts if text.key == name.key).replace(" ", "")
                == name.text.replace(" ", "")
            }
            more = sum(int(text.text.removeprefix("+")) for text in texts if text.role == "more")
            if len(shown) + more != len(cell.names) or shown != whole:
                found.append(cell.key)
    return found
