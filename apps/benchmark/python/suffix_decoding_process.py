"""ArcticInference's SuffixDecoding behind JSON lines, so that it can be replayed against.

Started with the folder that holds arctic_inference and numpy. A line in is a list of [operation, request, tokens or
limit]: "start" (prompt), "extend" (tokens the target said), "stop", and "speculate" (most tokens). A line with drafts
asked for is answered with the list of drafts, in order. All settings are the package's defaults.
"""

import json
import sys

sys.path.insert(0, sys.argv[1])

from arctic_inference.suffix_decoding import SuffixDecodingCache  # noqa: E402


def main() -> None:
    cache = SuffixDecodingCache()
    texts: dict[int, list[int]] = {}
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        drafts = []
        for operation, request, value in json.loads(line):
            if operation == "start":
                texts[request] = list(value)
                cache.start_request(request, value)
            elif operation == "extend":
                texts[request].extend(value)
                cache.add_active_response(request, value)
            elif operation == "stop":
                del texts[request]
                cache.stop_request(request)
            else:
                context = texts[request][-cache.max_tree_depth :]
                # The default of None asks for the depth of the tree, but fails: it names a field that is not there.
                limit = min(value, cache.max_tree_depth)
                drafts.append(list(cache.speculate(request, context, max_spec_tokens=limit).token_ids))
        if drafts:
            print(json.dumps(drafts), flush=True)


main()
