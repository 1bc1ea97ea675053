"""From rows to figures: every share and mean with its interval."""

import numpy as np

from intervals import mean, share

PLANTED, UNPLANTED = "all planted by the picture", "nothing planted"
TENTH, CSR_AREA = 0.1, 0.1


def all_figures(rows):
    return {
        "seed": rows["seed"], "scenes": rows["scenes"], "evaluations": rows["evaluations"], "seconds": rows["seconds"],
        "unexplained": len(rows["problems"]),
        "questions": {name: group_figures(group) for name, group in groups(rows["questions"])},
        "captions": {name: group_figures(group) for name, group in groups(rows["captions"])},
        "published": published_figures(rows["questions"]),
        "diagnosis": {"questions": confusion(rows["questions"]), "captions": confusion(rows["captions"])},
    }


def groups(rows):
    """Rule by rule, then everything that the picture plants, the text rules, and what nobody planted."""
    for kind in ["image", "text"]:
        chosen = [row for row in rows if row["kind"] == kind]
        for rule in sorted({row["rule"] for row in chosen}):
            yield rule, [row for row in chosen if row["rule"] == rule]
        if kind == "image":
            yield PLANTED, chosen
    yield UNPLANTED, [row for row in rows if row["kind"] == "none"]
    yield "all", rows


def group_figures(rows):
    images = [row["image"] for row in rows]
    found = [row for row in rows if row["trigger"]]
    aimed = [row for row in rows if row.get("aim")]
    result = {
        "n": len(rows), "images": len(set(images)), "found": share([row["trigger"] for row in rows]),
        "nothing": share([row["gone"]["nothing"] for row in rows]),
        "trigger_gone": share([row["gone"].get("trigger") for row in rows]),
        "random_gone": over_draws(found, lambda row: row["gone"]["random"]),
        "area": clustered(found, lambda row: row["area"]), "size": clustered(found, lambda row: row["size"]),
        "median_area": float(np.median([row["area"] for row in found])) if found else None,
        "amcr": clustered(rows, lambda row: row["area"] or 1), "csr": share([(row["area"] or 1) <= CSR_AREA for row in rows]),
        "trigger_evaluations": clustered(rows, lambda row: row["trigger_evaluations"]),
    }
    for name in ["cause", "cause_regions", "text"]:
        result[f"{name}_gone"] = share([row["gone"][name] for row in rows if name in row["gone"]])
    if aimed:
        result["tenth"] = share([row["aim"]["of_cause"] >= TENTH for row in aimed])
        result["half"] = share([row["aim"]["of_cause"] >= .5 for row in aimed])
        result["random_tenth"] = over_draws(aimed, lambda row: [a["of_cause"] >= TENTH for a in row["random_aims"]])
        for name in ["of_cause", "on_cause", "on_own", "iou"]:
            result[name] = clustered(aimed, lambda row: row["aim"][name])
        result["random_iou"] = over_draws(aimed, lambda row: [a["iou"] for a in row["random_aims"]])
        result["own_area"] = clustered(aimed, lambda row: row["aim"]["own_area"])
    for name in sorted({name for row in rows for name in row.get("baselines", {})}):
        with_it = [row for row in rows if name in row["baselines"]]
        result[name] = baseline(with_it, lambda row: row["baselines"][name])
    return result


def clustered(rows, value):
    return mean([float(value(row)) for row in rows], [row["image"] for row in rows])


def over_draws(rows, values):
    """The mean over findings of their means over the draws."""
    rows = [row for row in rows if values(row)]
    return clustered(rows, lambda row: np.mean(values(row)))


def baseline(rows, of):
    result = {"amcr": clustered(rows, lambda row: of(row)["area"]), "csr": share([of(row)["area"] <= CSR_AREA for row in rows])}
    if all("evaluations" in of(row) for row in rows):
        result["evaluations"] = clustered(rows, lambda row: of(row)["evaluations"])
    return result


def published_figures(rows):
    """Both procedures on the findings that the published one was run on."""
    rows = [row for row in rows if "published" in row]
    if not rows:
        return None
    pairs = [(row["area"] or 1, row["published"]["area"]) for row in rows]
    aimed = [row for row in rows if row.get("aim") and "aim" in row["published"]]
    return {
        "n": len(rows), "images": len({row["image"] for row in rows}), "planted": len(aimed),
        "ours": {"amcr": clustered(rows, lambda row: row["area"] or 1), "size": clustered(rows, lambda row: row["size"]),
                 "csr": share([(row["area"] or 1) <= CSR_AREA for row in rows]),
                 "evaluations": clustered(rows, lambda row: row["trigger_evaluations"]),
                 "tenth": share([row["aim"]["of_cause"] >= TENTH for row in aimed])},
        "theirs": {"amcr": clustered(rows, lambda row: row["published"]["area"]),
                   "size": clustered(rows, lambda row: row["published"]["size"] or row["regions"]),
                   "csr": share([row["published"]["area"] <= CSR_AREA for row in rows]),
                   "evaluations": clustered(rows, lambda row: row["published"]["evaluations"]),
                   "tenth": share([row["published"]["aim"]["of_cause"] >= TENTH for row in aimed])},
        "fewer_regions": sum(row["size"] < (row["published"]["size"] or row["regions"]) for row in rows),
        "more_regions": sum((row["size"] or row["regions"]) > (row["published"]["size"] or row["regions"]) for row in rows),
        "smaller_area": sum(ours < theirs - 1e-9 for ours, theirs in pairs),
        "larger_area": sum(ours > theirs + 1e-9 for ours, theirs in pairs),
        "difference": mean([ours - theirs for ours, theirs in pairs], [row["image"] for row in rows]),
        "times_fewer": float(np.mean([row["published"]["evaluations"] for row in rows])
                             / np.mean([row["trigger_evaluations"] for row in rows])),
    }


def confusion(rows):
    """What planted a finding against what Hallux says carries it; a snowball counts only with the right root."""
    table = {}
    for row in rows:
        called = row["diagnosis"] or "none"
        if called == "snowball" and row["kind"] == "text" and row["diagnosed_root"] != row["root"]:
            called = "snowball, other root"
        cells = table.setdefault(row["kind"], {})
        cells[called] = cells.get(called, 0) + 1
    return table
