"""Placing labels beside marks."""

from journeybook.charts import labels


def boxes(marks, texts):
    places = labels.label_places(marks, texts, 700, 400)
    return [
        labels._box(mark, text, labels._SIDES[place]) for mark, text, place in zip(marks, texts, places, strict=True)
    ]


def test_labels_of_close_marks_do_not_meet():
    """Do seven labels around two knots of marks, Chinese ones among them, cover neither each other nor a mark?"""
    marks = [(300, 200), (318, 204), (310, 220), (330, 190), (80, 60), (100, 66), (95, 80)]
    texts = [
        "Getting the goods",
        "Finding what you want",
        "会员权益",
        "Prices",
        "结账付款",
        "Help afterwards",
        "Advice",
    ]
    found = boxes(marks, texts)
    for number, box in enumerate(found):
        others = found[:number] + found[number + 1 :]
        assert all(labels._shared(box, other) == 0 for other in others)
        assert all(not (box[0] < x < box[2] and box[1] < y < box[3]) for x, y in marks)


def test_labels_stay_inside():
    """Does a label at the right edge go to the left, and one in a corner to where there is room?"""
    assert labels.label_places([(690, 200)], ["Advice"], 700, 400) == ["middle left"]
    assert labels.label_places([(5, 395)], ["Advice"], 700, 400)[0].endswith("right")


def test_a_lone_mark_has_its_label_on_the_right():
    """Is the plain place taken where nothing is in the way?"""
    assert labels.label_places([(300, 200)], ["付款"], 700, 400) == ["middle right"]
    assert labels.label_places([], [], 700, 400) == []
