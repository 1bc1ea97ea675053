"""Lets lmms-eval and VLMEvalKit be imported without the gigabytes that only running a model needs.

Their own code runs unchanged; a library that is not installed is replaced by an empty one whose every name is a mock.
Nothing that is called here touches it: if it did, a mock would show up in the files.
"""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import pathlib
import sys
import types
from unittest.mock import MagicMock

# What these packages import at the top of files that are read here, and do not use there.
UNUSED = {
    "accelerate", "av", "cv2", "datasets", "decord", "dotenv", "evaluate", "huggingface_hub", "imageio", "jieba", "json_repair",
    "matplotlib", "nltk", "openai", "openpyxl", "peft", "PIL", "plotly", "portalocker", "requests", "rich", "sacrebleu", "scipy",
    "seaborn", "sklearn", "sqlitedict", "swanlab", "sty", "termcolor", "timeout_decorator", "torch", "torchvision", "tiktoken",
    "transformers", "wandb", "xlsxwriter",
}


class Module(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return MagicMock(name=f"{self.__name__}.{name}")


class Hollow(Module):
    """A package without its __init__: its own modules are imported, all else is a mock."""

    def __getattr__(self, name):
        try:
            return importlib.import_module(f"{self.__name__}.{name}")
        except ModuleNotFoundError:
            return super().__getattr__(name)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self):
        self.used = set()

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] not in UNUSED:
            return None
        self.used.add(name.split(".")[0])
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return Module(spec.name)

    def exec_module(self, module):
        pass


def install():
    # Last: what is installed is used.
    finder = Finder()
    sys.meta_path.append(finder)
    return finder


def source(package, *parts):
    """A single file of a package as a module, without running the package's __init__ files above it."""
    spec = importlib.util.find_spec(package)
    path = pathlib.Path(spec.submodule_search_locations[0]).joinpath(*parts)
    name = "_".join(("read", package, *parts)).removesuffix(".py")
    module_spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(module)
    return module


def hollow(*packages):
    """Packages whose modules can be imported one by one: what their own __init__ would import, all of it, is left out."""
    for name in packages:
        top, *rest = name.split(".")
        folder = pathlib.Path(importlib.util.find_spec(top).submodule_search_locations[0]).joinpath(*rest)
        module = Hollow(name)
        module.__path__ = [str(folder)]
        module.__spec__ = importlib.machinery.ModuleSpec(name, None, is_package=True)
        module.__spec__.submodule_search_locations = [str(folder)]
        sys.modules[name] = module
