"""Trains static speculators."""

import os

# Read when onnxruntime is imported, which otherwise keeps and uploads events.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
