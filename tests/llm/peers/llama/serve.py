"""Runs the server of llama.cpp until its input ends; the first line of its output is where it listens."""

import sys

import xllamacpp

path, key = sys.argv[1:]
parameters = xllamacpp.CommonParams()
parameters.model.path = path
parameters.n_ctx = 8192
parameters.n_parallel = 1
parameters.cpuparams.n_threads = 1
parameters.n_gpu_layers = 0
parameters.warmup = False
parameters.hostnames = ["127.0.0.1"]
parameters.port = 0
parameters.api_keys = [key]
server = xllamacpp.Server(parameters)
sys.stdout.write(f"{server.listening_address}\n")
sys.stdout.flush()
sys.stdin.read()
