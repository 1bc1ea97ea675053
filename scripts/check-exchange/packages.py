"""The real writers, readers and numbers of lmms-eval and VLMEvalKit, in one place."""

import logging
import os
import pathlib

import stand_ins

os.environ["PRED_FORMAT"] = "tsv"
logging.disable(logging.ERROR)
FINDER = stand_ins.install()
stand_ins.hollow("vlmeval", "vlmeval.api", "vlmeval.vlm", "vlmeval.utils", "vlmeval.dataset", "vlmeval.dataset.utils")

from lmms_eval.loggers.evaluation_tracker import EvaluationTracker  # noqa: E402
from vlmeval.dataset.image_yorn import ImageYORNDataset  # noqa: E402
from vlmeval.smp import dump, load  # noqa: E402

POPE = stand_ins.source("lmms_eval", "tasks", "pope", "utils.py")
METRICS = {
    "pope_accuracy": POPE.pope_aggregate_accuracy, "pope_precision": POPE.pope_aggregate_precision,
    "pope_recall": POPE.pope_aggregate_recall, "pope_f1_score": POPE.pope_aggregate_f1_score,
    "pope_yes_ratio": POPE.pope_aggregate_yes_ratio,
}


def lmms_eval_numbers(samples):
    """lmms-eval's own aggregates over the samples of a file."""
    return {name: aggregate([sample[name] for sample in samples]) for name, aggregate in METRICS.items()}


def vlmevalkit_numbers(table):
    """What VLMEvalKit's POPE dataset class makes of a prediction file, by split; its files land beside the table."""
    dataset = object.__new__(ImageYORNDataset)
    dataset.dataset_name = "POPE"
    scores = dataset.evaluate(str(table))
    return {
        row["split"]: {"f1": row["Overall"] / 100, "accuracy": row["acc"] / 100,
                       "precision": row["precision"] / 100, "recall": row["recall"] / 100}
        for row in scores.to_dict("records")
    }


def write_samples(folder, model, task, samples):
    """Writes samples by lmms-eval's tracker; returns the file."""
    tracker = object.__new__(EvaluationTracker)
    tracker.output_path = str(folder)
    tracker.general_config_tracker = type("Config", (), {
        "model_name_sanitized": model.replace("/", "__"), "model_name": model})()
    tracker.date_id = "20260801_101112"
    tracker.api = None
    tracker.push_samples_to_hub = False
    tracker.save_results_samples(task, samples)
    return pathlib.Path(folder, model.replace("/", "__"), f"20260801_101112_samples_{task}.jsonl")
