"""The tables of docs/truth.md."""

from figures import PLANTED, UNPLANTED

KINDS = {"image": "the picture (an image rule)", "text": "the caption (a text rule)", "none": "nothing"}


def percent(figure, digits=0):
    """A share or a mean of shares with its interval."""
    if figure is None:
        return "–"
    count = f" ({figure['hits']}/{figure['n']})" if "hits" in figure else ""
    return f"{100 * figure['value']:.{digits}f} %{count} [{100 * figure['low']:.{digits}f}, {100 * figure['high']:.{digits}f}]"


def number(figure, digits=2):
    """A mean with its interval."""
    if figure is None:
        return "–"
    value, low, high = (f"{figure[key]:.{digits}f}" for key in ["value", "low", "high"])
    return f"{value} [{low}, {high}]"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def tables(rows, figures):
    parts = [
        f"Seed {rows['seed']}, {rows['scenes']} scenes. {len(rows['questions'])} false positives of yes/no questions and "
        f"{len(rows['captions'])} hallucinated mentions of captions were explained, {len(rows['problems'])} were not. "
        f"Hallux and the published procedure asked about {rows['evaluations']:,} masked pictures.\n",
        "### The goals\n", goals(figures),
        "### Where the trigger lies\n", *two(figures, aim_table),
        "### What the model says when something is taken away\n", *two(figures, removal_table),
        "### Size and cost\n", *two(figures, cost_table),
        "### Beside the published procedure\n", published_table(figures),
        "### Diagnosis\n", *[f"{name.capitalize()}:\n\n" + diagnosis_table(figures["diagnosis"][name])
                              for name in ["captions", "questions"]],
    ]
    return "\n".join(part for part in parts if part)


def two(figures, make):
    for name in ["questions", "captions"]:
        yield f"{name.capitalize()}:\n\n" + make(figures[name])


def goals(figures):
    rows = []
    for name in ["questions", "captions"]:
        planted = figures[name][PLANTED]
        for goal, key, met in [
            ("the planted cause is in the trigger (a tenth of it): at least 95 %", "tenth", lambda x: x >= .95),
            ("the object is gone without the trigger: at least 90 %", "trigger_gone", lambda x: x >= .9),
            ("the object is gone without a random area: at most 10 %", "random_gone", lambda x: x <= .1),
        ]:
            figure = planted.get(key)
            if figure:
                rows.append([goal, name, percent(figure, 1), "yes" if met(figure["value"]) else "**no**"])
    if them := figures["published"]:
        smaller = them["ours"]["amcr"]["value"] < them["theirs"]["amcr"]["value"]
        larger = them["larger_area"] or them["more_regions"]
        yes = "yes" if smaller and not larger else "**no**"
        rows.append(["never larger than the published procedure's, smaller on average", "questions",
                     f"area larger in {them['larger_area']} of {them['n']}, smaller in {them['smaller_area']}; on average "
                     f"{100 * them['ours']['amcr']['value']:.1f} % of the picture against "
                     f"{100 * them['theirs']['amcr']['value']:.1f} %", yes])
        rows.append(["at least 25 times fewer evaluations", "questions", f"{them['times_fewer']:.1f} times fewer",
                     "yes" if them["times_fewer"] >= 25 else "**no**"])
    return table(["goal", "of", "seen", "met"], rows)


def aim_table(groups):
    head = ["rule", "n", "≥ 1/10 of the cause", "≥ 1/2", "of the cause inside", "of the trigger on the cause",
            "on the cause's regions", "IoU", "random set: ≥ 1/10", "IoU"]
    return table(head, [[
        name, str(group["n"]), percent(group["tenth"]), percent(group["half"]), percent(group["of_cause"]),
        percent(group["on_cause"]), percent(group["on_own"]), number(group["iou"]), percent(group["random_tenth"]),
        number(group["random_iou"])] for name, group in groups.items() if name != "all" and "tenth" in group])


def removal_table(groups):
    has_text = any(group["text_gone"] for group in groups.values())
    head = ["rule", "n", "nothing", "the cause's pixels", "the cause's regions", "the trigger", "a random area"]
    return table(head + ["the first word's sentence"] * has_text, [[
        name, str(group["n"]), percent(group["nothing"]), *cause(group), percent(group["trigger_gone"]),
        percent(group["random_gone"])] + [percent(group["text_gone"]) if name != "all" else "–"] * has_text
        for name, group in groups.items() if group["n"] and name != "all"])


def cause(group):
    return [percent(group["cause_gone"]), percent(group["cause_regions_gone"])]


def cost_table(groups):
    head = ["over", "n", "trigger found", "its area: mean", "median", "regions", "AMCR", "CSR@10 %", "evaluations"]
    rows = []
    for name in [PLANTED, UNPLANTED, "all"]:
        group = groups[name]
        if not group["n"]:
            continue
        rows.append([name, str(group["n"]), percent(group["found"]), percent(group["area"], 1),
                     f"{100 * group['median_area']:.1f} %", number(group["size"], 1), number(group["amcr"], 3),
                     percent(group["csr"]), number(group["trigger_evaluations"], 0)])
    text = table(head, rows)
    return text + "\n" + ways_table(groups["all"])


def ways_table(group):
    """Hallux's triggers beside cheaper ways to a set that flips the answer."""
    rows = [["Hallux", str(group["n"]), number(group["amcr"], 3), percent(group["csr"]),
             number(group["trigger_evaluations"], 0)]]
    for key, name in [("leave_one_out", "leave-one-out order, walked until it flips"),
                      ("random_orders", "the best of random orders, for as many evaluations as the search")]:
        if figure := group.get(key):
            rows.append([name, str(figure["amcr"]["n"]), number(figure["amcr"], 3), percent(figure["csr"]),
                         number(figure["evaluations"], 0)])
    return table(["way, over all findings", "n", "AMCR", "CSR@10 %", "evaluations"], rows)


def published_table(figures):
    them = figures["published"]
    if not them:
        return "Not run.\n"
    rows = [[name, number(side["amcr"], 3), percent(side["csr"]), number(side["size"], 1), percent(side["tenth"]),
             number(side["evaluations"], 0)]
            for name, side in [("Hallux: trigger with certificate, both sides", them["ours"]),
                               ("published: greedy, 64 regions, walked from the back", them["theirs"])]]
    text = table(["procedure", "AMCR", "CSR@10 %", "regions", "≥ 1/10 of the cause", "evaluations"], rows)
    difference = {key: 100 * them["difference"][key] for key in ["value", "low", "high"]}
    text += (
        f"\n{them['n']} findings of {them['images']} pictures, drawn at random, {them['planted']} of them planted. "
        f"Area smaller in {them['smaller_area']}, larger in {them['larger_area']}; fewer regions in "
        f"{them['fewer_regions']}, more in {them['more_regions']}; difference of the areas {difference['value']:.1f} points "
        f"[{difference['low']:.1f}, {difference['high']:.1f}].\n")
    if seconds := figures["seconds"]:
        ours, theirs = seconds["ours"], seconds["published"]
        text += (
            f"\nThe first of them by itself took Hallux {ours['seconds']:.0f} seconds and {ours['evaluations']} evaluations "
            f"with both triggers, the default order and its curves; the published procedure {theirs['seconds']:.0f} "
            f"seconds and {theirs['evaluations']}.\n")
    return text


def diagnosis_table(confusion):
    called = sorted({name for cells in confusion.values() for name in cells})
    return table(["planted by", *called], [
        [label, *[str(confusion[kind].get(name, 0)) for name in called]]
        for kind, label in KINDS.items() if kind in confusion])
