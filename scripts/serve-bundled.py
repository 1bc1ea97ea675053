#!/usr/bin/env python3
"""Serves the bundled model: llama.cpp behind an OpenAI-compatible server on a free loopback port.

Started by Hallux as a child process. Prints one line, "READY http://127.0.0.1:PORT", when it can be
asked. Ends when its standard input ends or its parent dies, however the parent dies. What goes wrong
is one last line on standard error, beginning with "serve-bundled: ".
"""

import os

# Idle OpenMP threads must sleep, not spin: on a busy machine spinning makes a request 17 times
# slower. llama.cpp reads this when it is loaded.
os.environ["OMP_WAIT_POLICY"] = "passive"

import argparse
import ctypes
import platform
import signal
import sys
import threading

PR_SET_PDEATHSIG = 1


def fail(reason):
    print(f"serve-bundled: {reason}", file=sys.stderr, flush=True)
    os._exit(1)


def end_with_parent():
    """Two ways, for each has a gap: the kernel's signal misses a parent that died before it was
    asked for, and the end of the input is not seen while llama.cpp holds the interpreter."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

    def watch():
        while os.read(0, 4096):
            pass
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def lacks_avx2():
    if platform.machine() != "x86_64":
        return False
    with open("/proc/cpuinfo") as file:
        return "avx2" not in file.read().split()


def load_llama():
    if lacks_avx2():
        fail("this processor lacks AVX2, which llama.cpp needs: name another server with --server")
    try:
        import xllamacpp
    except ModuleNotFoundError:
        fail("the embedded server is not installed: run hallux setup")
    except ImportError as error:
        if "libgomp" in str(error):
            fail("the embedded server needs OpenMP: install the package libgomp1")
        fail(f"the embedded server does not load ({error}): run hallux setup")
    return xllamacpp


def parameters(llama, options):
    params = llama.CommonParams()
    params.model.path = options.model
    params.mmproj.path = options.mmproj
    params.model_alias = {options.alias}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_parallel = options.slots
    params.n_ctx = options.slots * options.context  # the total, split over the slots
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = options.threads
    # Exactness: half-precision caches and flash attention cost up to 8e-3 nats.
    params.cache_type_k = params.cache_type_v = llama.ggml_type.GGML_TYPE_F32
    params.flash_attn_type = llama.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    # Masked images share nothing, so a large cache of old prompts (8 GB by default) is of no use.
    params.cache_ram_mib = 32
    params.warmup = False
    params.fit_params = False
    params.ui = False
    params.verbosity = 1  # errors only, on standard error
    return params


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", required=True, help="the language model, GGUF")
    parser.add_argument("--mmproj", required=True, help="the vision tower and projector, GGUF")
    parser.add_argument("--alias", default="tiny-llava", help="the model's name")
    parser.add_argument("--slots", type=int, default=4, help="requests computed at the same time")
    parser.add_argument("--context", type=int, default=1024, help="tokens of context for each slot")
    cores = len(os.sched_getaffinity(0))
    parser.add_argument("--threads", type=int, default=cores, help="threads that compute")
    options = parser.parse_args()

    end_with_parent()
    for path in (options.model, options.mmproj):
        if not os.path.isfile(path):
            fail(f"the model file {path} is missing")
    llama = load_llama()
    try:
        server = llama.Server(parameters(llama, options))
    except (RuntimeError, ValueError) as error:
        fail(f"llama.cpp could not load the model or open a port ({error})")
    # llama.cpp sets handlers of its own; the parent decides when this process ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    print(f"READY {server.listening_address}", flush=True)
    threading.Event().wait()


main()
