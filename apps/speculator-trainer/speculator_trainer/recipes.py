"""
How conversations of each task kind begin. Only openings are written here: the target writes the rest itself, the
user's turns included. Given texts may take the place of what it would write about articles and German sentences.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

SYSTEM_DEFAULT = 'You are a helpful AI assistant named SmolLM, trained by Hugging Face'

TOPICS = (
    'the city council', 'a small fishing village', 'solar power', 'the football club', 'a new bridge',
    'the royal family', 'a hospital in London', 'the film industry', 'climate change', 'a young singer',
    'the stock market', 'a lost dog', 'ancient Rome', 'the moon landing', 'online shopping', 'a school teacher',
    'volcanoes', 'the human heart', 'the election', 'a train accident', 'the history of chess', 'coral reefs',
    'electric cars', 'the police in Manchester', 'the French Revolution', 'a tennis player', 'bread',
    'photosynthesis', 'the oil price', 'refugees', 'the river Nile', 'a court case', 'space telescopes',
    'the flu vaccine', 'jazz music', 'the airline', 'a bank robbery', 'wolves', 'the Second World War',
    'a restaurant owner', 'social media', 'the Prime Minister', 'tropical storms', 'robots',
)
ARTICLE = (
    '(CNN) A', 'By . Daily Mail Reporter . ', 'The', 'A man', 'Police say', 'It was', 'Researchers have', 'When',
    'More than', 'Two people', 'Scientists', 'A woman', 'The government', 'In a', 'After', 'Last week', 'Officials',
    'The story of {topic}', 'News about {topic}:', 'Reports about {topic}', 'This article is about {topic}. It', 'An',
)
GERMAN = (
    'Die Regierung', 'Der Präsident', 'In den letzten Jahren', 'Am Montag', 'Das Unternehmen', 'Viele Menschen',
    'Nach Angaben der Polizei', 'Es ist', 'Wir haben', 'Die Stadt', 'Der Spieler', 'Ein Mann', 'Eine Frau', 'Im Jahr',
    'Die Europäische Union', 'Seit dem', 'Für die', 'Mit dem', 'Ich habe', 'Wenn die', 'Zwei', 'Auf der', 'Bei einem',
    'Der Minister sagte', 'Die Kinder', 'Das Buch', 'Gestern', 'Die Polizei', 'Die Bank', 'Der Film', 'Er sagte',
)
QUESTION = (
    'who plays', 'who sang the', 'when was the', 'when did the', 'where is the', 'where does the', 'what is the',
    'who is the', 'how many', 'who wrote the', 'when does', 'what was the name of', 'what does', 'who won the',
    'in which year', 'where was', 'who invented', 'what are the', 'how long', 'which country', 'why is',
    'Who was the',
)
MATH = (
    'Tom has', 'Mary buys', 'A store sells', 'James runs', 'A farmer has', 'Sarah is', 'There are', 'John works',
    'Emily has 3 times as many', 'A car travels', 'Mike earns $', 'Lisa baked', 'A box of', 'The school has',
    'In a class of', 'Anna reads', 'Each week, Peter', 'A baker makes', 'Jack is twice', 'The price of a',
    'Kate and Ben', 'It takes', 'A garden has', 'David saved', 'A train leaves', 'Every day, Susan', 'Mr. Brown',
    'Two friends', 'A pizza is', 'If a',
)
CHAT = (
    'Write a', 'Write an email', 'Imagine you are', 'Compose a', 'Describe', 'Explain', 'Give me', 'Help me',
    'How can I', 'What would you', 'Create a', 'Can you', 'Draft a', 'Suppose', 'Develop a', 'Provide', 'List',
    'Write a short story about {topic}', 'Write a blog post about {topic}', 'Explain {topic} to', 'Why', 'Design a',
)
FOLLOW_UP = (
    'Rewrite that', 'Now', 'Can you', 'Rephrase', 'Modify', 'What about', 'Summarize your',
    'Use your', 'In your answer', 'Could you', 'Explain', 'Make it', 'Add', 'Why', 'Give', 'How',
)
CODE = (
    'Write a Python function', 'Implement', 'Write a program', 'Write a SQL query',
    'Convert the following to JSON:\n', 'Extract the name, date and place as JSON from: ', 'Fix this code:\n',
    'Write a function in JavaScript', 'Write a test', 'Write a regular expression', 'Given a table', 'Write HTML',
    'Explain this code:\n', 'Refactor', 'Write a C++ program',
)


@dataclass(frozen=True)
class Kind:
    """
    `openings` start the user's turn after one of `instructions`; the target goes on for at most `user_tokens`, to the
    end of the line if `one_line`, or not at all if that is 0. `questions` then follow a context; a `follow_ups` turn
    may follow the answer.
    """

    name: str
    share: float
    instructions: tuple[str, ...]
    openings: tuple[str, ...]
    user_tokens: int
    answer_tokens: int
    one_line: bool = True
    questions: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()


KINDS = (
    Kind(
        'summarization', 0.18,
        ('Summarize: ', 'Summarize: ', 'Summarize the following article:\n', 'Write a summary of: '),
        ARTICLE, 200, 160, one_line=False),
    Kind(
        'rag', 0.17, ('', '', 'Context: ', 'Answer the question with the text.\n'), ARTICLE + TOPICS, 150, 140,
        one_line=False, questions=QUESTION),
    Kind(
        'translation', 0.15,
        ('Translate German to English: ', 'Translate German to English: ', 'Translate to English: ',
         'Translate this sentence from German to English:\n'),
        GERMAN, 45, 110),
    Kind('qa', 0.13, ('', '', '', 'Question: ', 'Answer this question: '), QUESTION, 22, 130),
    Kind('math_reasoning', 0.17, ('', '', '', 'Solve step by step: '), MATH, 70, 180),
    Kind('chat', 0.13, ('',), CHAT, 50, 180, follow_ups=FOLLOW_UP),
    Kind('code', 0.07, ('',), CODE, 60, 180, one_line=False),
)
SYSTEMS = (
    'You are a helpful assistant.', 'Answer concisely.', 'You are a precise assistant that follows instructions.',
    'You are an expert.', 'You give short and correct answers.', 'You are a friendly chatbot.',
)
# The kinds that texts can be given for, and the kind of text each reads.
TEXT_KINDS = {'summarization': 'article', 'rag': 'article', 'translation': 'german'}
# Characters. What is shorter in a plain text is a heading, and nothing to summarize.
ARTICLE_MIN = 200
# Other system prompts than the model's own keep the speculator from learning one prefix by heart.
SYSTEM_DEFAULT_SHARE = 0.75
TEMPERATURES, TEMPERATURE_SHARES = (0.0, 0.6, 0.9), (0.55, 0.3, 0.15)


@dataclass(frozen=True)
class Script:
    """One conversation to be: texts are put in as they are, samples are the target's."""

    kind: Kind
    system: str
    opening: str
    question: str
    follow_up: str
    temperature: float


def draw_script(random: np.random.Generator, kind: Kind) -> Script:
    def one(options: tuple[str, ...]) -> str:
        return options[random.integers(len(options))] if options else ''

    opening = (one(kind.instructions) + one(kind.openings)).replace('{topic}', one(TOPICS))
    return Script(
        kind=kind,
        system=SYSTEM_DEFAULT if random.random() < SYSTEM_DEFAULT_SHARE else one(SYSTEMS),
        opening=opening,
        question=one(kind.questions),
        follow_up=one(kind.follow_ups) if random.random() < 0.6 else '',
        temperature=float(random.choice(TEMPERATURES, p=TEMPERATURE_SHARES)),
    )


def kinds_about(path: Path) -> tuple[Kind, ...]:
    """
    The kinds that read a text, about those of a file: JSON lines, {"kind": "article" or "german", "text": "..."}, or
    plain text, whose paragraphs are then articles. Raises ValueError if it has none.
    """
    content = path.read_text()
    if path.suffix == '.jsonl':
        lines = [json.loads(line) for line in content.splitlines() if line.strip()]
    else:
        paragraphs = (' '.join(paragraph.split()) for paragraph in content.split('\n\n'))
        lines = [{'kind': 'article', 'text': paragraph} for paragraph in paragraphs if len(paragraph) >= ARTICLE_MIN]
    texts = {kind: tuple(line['text'] for line in lines if line['kind'] == kind) for kind in TEXT_KINDS.values()}
    kinds = tuple(replace(kind, openings=texts[TEXT_KINDS[kind.name]], user_tokens=0)
                  for kind in KINDS if kind.name in TEXT_KINDS and texts[TEXT_KINDS[kind.name]])
    if not kinds:
        raise ValueError(f'{path} has no text of the kinds {sorted(texts)}')
    return kinds


def draw_scripts(random: np.random.Generator, count: int, kinds: tuple[Kind, ...]) -> list[Script]:
    shares = np.array([kind.share for kind in kinds])
    chosen = random.choice(len(kinds), count, p=shares / shares.sum())
    return [draw_script(random, kinds[index]) for index in chosen]
