"""medSpaCy as a process of its own, since it needs an older spaCy: run by `assertions.py --medspacy PYTHON`.

The first line in is a JSON list of targets; each further one `{"text": …, "spans": [[start, end], …]}` is answered by
`{"meanings": […], "seconds": …}`.
"""

from __future__ import annotations

import json
import sys
import time

import medspacy
from loguru import logger
from medspacy.ner import TargetRule

logger.remove()  # it logs each token, which would cost time
nlp = medspacy.load(medspacy_enable=["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context"])
nlp.get_pipe("medspacy_target_matcher").add([TargetRule(target, "TARGET") for target in json.loads(input())])


def meaning(doc, start, end):
    for entity in doc.ents:
        if entity.start_char < end and start < entity.end_char:
            marks = entity._
            if marks.is_family or marks.is_hypothetical:
                return "other"
            return "absent" if marks.is_negated else "possible" if marks.is_uncertain else "present"
    return "present"


print("ready", flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    begun = time.perf_counter()
    doc = nlp(asked["text"])
    seconds = time.perf_counter() - begun
    meanings = [meaning(doc, *span) for span in asked["spans"]]
    print(json.dumps({"meanings": meanings, "seconds": seconds}), flush=True)
