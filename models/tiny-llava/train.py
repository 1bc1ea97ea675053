"""Trains the model from scratch, phase by phase.

    python train.py [--phases tower,answers] [--processes 2] [--build build] [--list]

Every phase is a fixed number of steps with fixed seeds. A step's batch is made of two shards, each drawn from its own generator
seeded by (SEED, phase, shard): two processes take one shard each, one process takes both in turn, and the result is the same up
to floating point. CUDA is used when it is there (one process), else two processes of one thread each, in bfloat16 where the
processor has it.
"""
from __future__ import annotations

import argparse
import json
import math
import os
import pickle
import time
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch
import torch.distributed as dist
from torch import Tensor

from align import align
from batches import Mixture, make_batch
from losses import Trainee
from network import Llava
from tokenizer import yes_and_no
from world import World

HERE = Path(__file__).parent
SEED = 1
SHARDS = 2
WORLD = {"seed": 1, "backgrounds": 300, "sprites": 400}


@dataclass(frozen=True)
class Phase:
    """A stretch of training with one data mixture and one cosine schedule; `scenes` (with texts) and
    `pictures` (for the patch loss alone) count per shard and step."""
    name: str
    steps: int
    horizon: int                    # the step at which the cosine would reach its end; a phase may stop before
    scenes: int
    rate: float                     # of the text model
    tower_rate: float
    pictures: int = 0               # further scenes per shard and step, for the patch loss alone
    mixture: Mixture = field(default_factory=Mixture)
    tower_learns_from_text: bool = True
    patch_share: float = .3         # weight of the patch loss beside the text loss
    warmup: int = 50


PHASES = [
    Phase("tower", steps=1400, horizon=2000, scenes=0, pictures=32, rate=1e-3, tower_rate=1.2e-3,
          mixture=Mixture(planted=.15, cause_masked=.3)),
    Phase("answers", steps=200, horizon=1300, scenes=16, rate=1.2e-3, tower_rate=5e-4, tower_learns_from_text=False,
          mixture=Mixture(captions=.5, planted=.2, cause_masked=.35)),
    Phase("captions", steps=200, horizon=660, scenes=16, rate=1.2e-3, tower_rate=6e-4,
          mixture=Mixture(captions=1., questions_beside=6, planted=.2, cause_masked=.35)),
    Phase("polish", steps=800, horizon=800, scenes=16, pictures=16, rate=1e-3, tower_rate=3.5e-4, patch_share=.5,
          mixture=Mixture(captions=1., questions_beside=7, planted=.2, cause_masked=.35), warmup=20),
    Phase("finish", steps=500, horizon=500, scenes=16, rate=8e-4, tower_rate=2e-4,
          mixture=Mixture(captions=1., questions_beside=4, planted=.2, cause_masked=.35), warmup=20),
    Phase("settle", steps=600, horizon=600, scenes=16, rate=8e-4, tower_rate=2e-4,
          mixture=Mixture(captions=1., questions_beside=4, planted=.35, cause_masked=.3), warmup=20),
]


def train(phase: Phase, build: Path, rank: int, processes: int, world: World) -> None:
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    trainee = Trainee(Llava())
    index = [each.name for each in PHASES].index(phase.name)
    if index > 0:
        trainee.load_state_dict(torch.load(build / f"{PHASES[index - 1].name}.pt", map_location="cpu"))
        if PHASES[index - 1].scenes == 0 < phase.scenes:
            align(trainee)
    trainee.to(device)
    optimizer = make_optimizer(trainee, phase)
    shards = [shard for shard in range(SHARDS) if shard % processes == rank]
    generators = [np.random.default_rng([SEED, index, shard]) for shard in shards]
    log, recent, start = None, [], time.time()
    if rank == 0:
        log = open(build / f"{phase.name}.jsonl", "w")
    for step in range(phase.steps):
        scale = min(1., (step + 1) / phase.warmup) * (.02 + .98 * .5 * (1 + math.cos(math.pi * step / phase.horizon)))
        for group in optimizer.param_groups:
            group["lr"] = group["full_rate"] * scale
        optimizer.zero_grad()
        for rng in generators:
            batch = make_batch(rng, world, phase.scenes, phase.pictures, phase.mixture).to(device)
            loss, facts = losses(trainee, batch, phase, device)
            (loss / SHARDS).backward()
            recent.append(facts)
        parameters = [value for value in trainee.parameters() if value.grad is not None]
        if processes > 1:
            sum_over_processes([value.grad for value in parameters])
        torch.nn.utils.clip_grad_norm_(parameters, 1.)
        optimizer.step()
        if log and ((step + 1) % 50 == 0 or step + 1 == phase.steps):
            line = {"step": step + 1, "seconds": round(time.time() - start),
                    **{key: round(float(np.nanmean([facts[key] for facts in recent])), 4) for key in recent[0]}}
            recent = []
            print(phase.name, line, flush=True)
            print(json.dumps(line), file=log, flush=True)
        if rank == 0 and ((step + 1) % 50 == 0 or step + 1 == phase.steps):
            torch.save(trainee.state_dict(), build / f"{phase.name}.pt")


def losses(trainee: Trainee, batch, phase: Phase, device: str) -> tuple[Tensor, dict[str, float]]:
    with torch.autocast(device, torch.bfloat16):
        features = trainee.model.tower(batch.pixels)
        loss, facts = trainee.patch_loss(features, batch)
        if phase.scenes > 0:
            for_text = features if phase.tower_learns_from_text else features.detach()
            text_loss, text_facts = trainee.text_loss(for_text, batch, *yes_and_no())
            loss, facts = text_loss + phase.patch_share * loss, facts | text_facts
    return loss, facts


def make_optimizer(trainee: Trainee, phase: Phase) -> torch.optim.Optimizer:
    """AdamW with its own rate for the tower; weight decay on matrices only."""
    groups = []
    for rate, of_tower in ((phase.tower_rate, True), (phase.rate, False)):
        chosen = [value for name, value in trainee.named_parameters() if name.startswith("model.tower.") == of_tower]
        for values, decay in (([v for v in chosen if v.ndim > 1], .05), ([v for v in chosen if v.ndim <= 1], 0.)):
            groups.append({"params": values, "full_rate": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, lr=1e-3, betas=(.9, .98), fused=True)


def sum_over_processes(gradients: list[Tensor]) -> None:
    flat = torch.cat([gradient.flatten() for gradient in gradients])
    dist.all_reduce(flat)
    for gradient, part in zip(gradients, flat.split([gradient.numel() for gradient in gradients])):
        gradient.copy_(part.view_as(gradient))


def training_world(build: Path) -> World:
    """The training world, kept in a file because drawing it takes a minute."""
    path = build / "world.pickle"
    if not path.exists():
        path.write_bytes(pickle.dumps(World(**WORLD)))
    return pickle.loads(path.read_bytes())


def run(rank: int, phases: list[Phase], build: Path, processes: int, world: World) -> None:
    if processes > 1:
        os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
        dist.init_process_group("gloo", init_method=f"file://{build.resolve()}/rendezvous", rank=rank, world_size=processes)
    for phase in phases:
        train(phase, build, rank, processes, world)
        if processes > 1:
            dist.barrier()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--phases", default=",".join(phase.name for phase in PHASES))
    parser.add_argument("--list", action="store_true", help="print the phases' names and stop")
    parser.add_argument("--processes", type=int, default=1 if torch.cuda.is_available() else min(2, os.cpu_count() or 1))
    parser.add_argument("--build", type=Path, default=HERE / "build")
    options = parser.parse_args()
    if options.list:
        print("\n".join(phase.name for phase in PHASES))
        return
    options.build.mkdir(parents=True, exist_ok=True)
    (options.build / "rendezvous").unlink(missing_ok=True)
    phases = [phase for phase in PHASES if phase.name in options.phases.split(",")]
    world = training_world(options.build)
    if options.processes == 1:
        run(0, phases, options.build, 1, world)
    else:
        torch.multiprocessing.start_processes(run, (phases, options.build, options.processes, world),
                                              nprocs=options.processes, start_method="fork")


if __name__ == "__main__":
    main()
