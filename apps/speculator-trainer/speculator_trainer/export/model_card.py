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
        '- **Data**: answers that the target wrote itself, to turns of its own or about texts given to it; '
        f'{_trainings(training)}.',
        '- **Not for**: any other target. The hidden states of another model, or of another quantization, mean '
        'something else.',
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


def _trainings(training: dict) -> str:
    """In their order."""
    seen = (f'{training["tokens"]:,} tokens seen in {training["epochs"]} epochs, '
            f'{training["seconds"] / 60:.0f} minutes')
    return seen if 'before' not in training else f'{_trainings(training["before"])}; then {seen}'


def _row(kind: str, figure: dict) -> str:
    plain = figure['withoutLoops']
    survival = ' | '.join(f'{share:.2f}' for share in plain['survival'])
    early = [value for key, value in figure.items() if key.startswith('survivalMin')]
    best = max(value['speedUp'] for value in early)
    return f'| {kind} | {survival} | {plain["acceptanceLength"]:.2f} | {plain["speedUp"]:.2f} | {best:.2f} |'
