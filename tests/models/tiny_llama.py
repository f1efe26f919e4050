"""A language model of a hundred kilobytes that was never trained, and the server of llama.cpp before it.

Run as `python -m tests.models.tiny_llama FILE` it writes the model to the file, serves it on loopback, prints the
address, and ends when its input does: the server is native code, which ends a process of its own where it crashes.
"""

from __future__ import annotations

import sys

import gguf
import numpy as np
import xllamacpp

# A token for each byte, behind those that are in every vocabulary of the kind.
_SPECIAL = {"<unk>": gguf.TokenType.UNKNOWN, "<s>": gguf.TokenType.CONTROL, "</s>": gguf.TokenType.CONTROL}
_BYTES = {f"<0x{byte:02X}>": gguf.TokenType.BYTE for byte in range(256)}
_VOCABULARY = _SPECIAL | _BYTES
_WIDTH, _HEADS, _INNER, _CONTEXT = 32, 2, 64, 16384
_SHAPES = {
    "token_embd": (len(_VOCABULARY), _WIDTH),
    "output": (len(_VOCABULARY), _WIDTH),
    **{f"blk.0.{name}": (_WIDTH, _WIDTH) for name in ("attn_q", "attn_k", "attn_v", "attn_output")},
    "blk.0.ffn_gate": (_INNER, _WIDTH),
    "blk.0.ffn_up": (_INNER, _WIDTH),
    "blk.0.ffn_down": (_WIDTH, _INNER),
}


def write_model(file: str) -> None:
    """Write the model: one layer of weights that were drawn."""
    writer = gguf.GGUFWriter(file, "llama")
    _describe(writer)
    draw = np.random.default_rng(0)
    for name, shape in _SHAPES.items():
        writer.add_tensor(f"{name}.weight", draw.normal(0, 0.1, shape).astype(np.float32))
    for name in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
        writer.add_tensor(f"{name}.weight", np.ones(_WIDTH, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def serve(file: str) -> xllamacpp.Server:
    """Serve the model, on a port that is free."""
    parameters = xllamacpp.CommonParams()
    parameters.model.path = file
    parameters.n_ctx = _CONTEXT
    parameters.n_gpu_layers = 0
    parameters.cpuparams.n_threads = 1
    # What the model says is handed on as it is: nonsense is no error of the server.
    parameters.force_pure_content_parser = True
    return xllamacpp.Server(parameters)


def _describe(writer: gguf.GGUFWriter) -> None:
    writer.add_context_length(_CONTEXT)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(_INNER)
    writer.add_head_count(_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(list(_VOCABULARY))
    writer.add_token_scores([0.0] * len(_VOCABULARY))
    writer.add_token_types(list(_VOCABULARY.values()))
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_space_prefix(value=False)


if __name__ == "__main__":
    write_model(sys.argv[1])
    server = serve(sys.argv[1])
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()
