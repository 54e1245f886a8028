"""Asks the platform everything the tests ask, with OpenAI's Python client, and prints what came as JSON."""

import json
import sys

from openai import BadRequestError, OpenAI

base_url, api_key, model = sys.argv[1:4]
client = OpenAI(base_url=base_url, api_key=api_key, max_retries=0)
messages = [{"role": "user", "content": "Name three colours."}]
common = {"model": model, "messages": messages, "max_tokens": 24, "seed": 7}

whole = client.chat.completions.create(**common, temperature=0.8)
chunks = list(client.chat.completions.create(**common, temperature=0.8, stream=True, stream_options={"include_usage": True}))
several = client.chat.completions.create(**common, temperature=0.8, n=2)
stopped = client.chat.completions.create(**common, temperature=0, stop=[" "])
scored = client.chat.completions.create(**common, temperature=0, logprobs=True, top_logprobs=2)
plain = client.completions.create(model=model, prompt="The sky is", max_tokens=8, temperature=0)
try:
    client.chat.completions.create(**common, tools=[{"type": "function", "function": {"name": "f"}}])
    refused = None
except BadRequestError as error:
    refused = {"status": error.status_code, "param": error.param}
left = client.chat.completions.create(model=model, messages=messages, max_tokens=2000, stream=True)
next(iter(left))
left.close()

print(
    json.dumps(
        {
            "models": [entry.id for entry in client.models.list().data],
            "whole": whole.choices[0].message.content,
            "streamed": "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices),
            "usage": whole.usage.model_dump(include={"prompt_tokens", "completion_tokens", "total_tokens"}),
            "streamed_usage": chunks[-1].usage.model_dump(include={"prompt_tokens", "completion_tokens", "total_tokens"}),
            "several": [choice.message.content for choice in several.choices],
            "stopped": [stopped.choices[0].message.content, stopped.choices[0].finish_reason],
            "scored": [[entry.token, len(entry.top_logprobs)] for entry in scored.choices[0].logprobs.content],
            "scored_text": scored.choices[0].message.content,
            "plain": plain.choices[0].text,
            "refused": refused,
        }
    )
)
