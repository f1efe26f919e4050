"""Prompts: versioned templates, and what they say once the material is in them."""

from summarizer.prompts.library import PromptLibrary
from summarizer.prompts.prompt import Prompt, read_prompt

__all__ = ["Prompt", "PromptLibrary", "read_prompt"]
