"""The card that lies beside an exported speculator."""

FORMS = {
    'eagle-layer': 'one transformer layer over the target\'s hidden states',
    'mlp-layer': 'one feed-forward layer over the target\'s newest hidden state',
}


def model_card(manifest: dict) -> str:
    training, target, evaluation = manifest['training'], manifest['target'], manifest['evaluation']
    lines = [
        f'# Speculator for {target["name"]}',
        '',
        'Drafts tokens for the target to verify. The output is the target\'s own whatever is drafted here, so quality '
        'means speed only.',
        '',
        f'- **Form**: {FORMS[manifest["architecture"]]}, a head of '
        f'{manifest["shortlistSize"]} tokens tied to the target\'s embeddings, int8, one graph call a draft.',
        '- **Data**: answers that the target wrote itself, to turns of its own or about texts given to it.',
        '- **Not for**: any other target. The hidden states of another model, or of another quantization, mean '
        'something else.',
        '',
        '## Training',
        '',
        'In parts, each of which began with the layer of the one before; minutes of processor time, divided by the '
        'threads.' if 'before' in training else 'Minutes of processor time, divided by the threads.',
        '',
        '| tokens seen | epochs | steps | minutes | seed | text | command |',
        '|---|---|---|---|---|---|---|',
        *_parts(training),
        '',
        '## Acceptance',
        '',
        'Drafts of 4; acceptance length includes the target\'s own token; answers that loop are left out. Modelled '
        'speed-up on two cores, against the target alone; the last column ends drafts by their own confidence.',
        '',
    ]
    for name, figures in evaluation.get('sets', {}).items():
        lines += [f'### {name}', '', '| stream | depth 1 | 2 | 3 | 4 | acceptance length | speed-up | with early end |',
                  '|---|---|---|---|---|---|---|---|']
        lines += [_row(kind, figure) for kind, figure in figures.items() if figure['withoutLoops'].get('steps')]
        lines.append('')
    return '\n'.join(lines)


def _parts(training: dict) -> list[str]:
    """A row of the table for each part, in their order."""
    row = (f'| {training["tokens"]:,} | {training["epochs"]} | {training["steps"]:,} '
           f'| {training["seconds"] / 60:.0f} | {training["seed"]} | {_text(training.get("text"))} '
           f'| `{training["command"]}` |')
    return [row] if 'before' not in training else [*_parts(training['before']), row]


def _text(text: dict | None) -> str:
    if text is None:
        return 'not recorded'
    shards = ', '.join(f'{name} × {count}' for name, count in text['shards'].items())
    return f'{text["tokens"]:,} tokens, shards {shards}'


def _row(kind: str, figure: dict) -> str:
    plain = figure['withoutLoops']
    survival = ' | '.join(f'{share:.2f}' for share in plain['survival'])
    early = [value for key, value in figure.items() if key.startswith('survivalMin')]
    best = max(value['speedUp'] for value in early)
    return f'| {kind} | {survival} | {plain["acceptanceLength"]:.2f} | {plain["speedUp"]:.2f} | {best:.2f} |'
