import pytest

from nlp.reading import Context
from tests.nlp.saying import said

RESULTS = [
    ("HBsAg neg", "hbsag", "negative"),
    ("hep b surface antigen was negative", "hbsag", "negative"),
    ("HIV NR, HBsAg NR", "hbsag", "negative"),
    ("HBsAg, HCV antibody and HIV all negative", "hcv_antibody", "negative"),
    ("negative for hep b, hep c and hiv", "hiv", "negative"),
    ("never had hep b", "hbsag", "negative"),
    ("no hiv", "hiv", "negative"),
    ("HCV Ab REACTIVE, viral load still cooking", "hcv_antibody", "positive"),
    ("HCV Ab REACTIVE, viral load still cooking", "hcv_rna", None),
    ("HCV Ab pos 2019; RNA last wk 1.2 million IU/mL, so viremic", "hcv_rna", "positive"),
    ("HCV RNA PCR not detected", "hcv_rna", "negative"),
    ("t-spot positive??", "quantiferon", "positive"),
    ("quantiferon came back INDETERMINATE", "quantiferon", None),
    ("No QFT or T-SPOT on file", "quantiferon", None),
    ("PPD 0 mm at 48h", "quantiferon", None),
    ("hep b surface ANTIbody positive cuz im vaccinated", "hbsag", None),
    ("anti-HBc NR", "hbsag", None),
    ("perinatally acquired HIV (VL undetectable on ART)", "hiv", "positive"),
    ("i was born with hiv but its undetectable", "hiv", "positive"),
    ("do u take ppl with hiv??", "hiv", None),
    ("my mom is hiv positive", "hiv", None),
    ("dunno about hep B", "hepatitis_b", None),
    ("the hep b thing", "hepatitis_b", None),
    ("has chronic hepatitis B", "hepatitis_b", "present"),
    ("had hep b as a baby, cleared it", "hepatitis_b", "cleared"),
    ("latent TB in 2019, completed 9 mo INH", "latent_tuberculosis", "present"),
    ("no tb", "tuberculosis", "absent"),
]


@pytest.mark.parametrize(("text", "concept", "result"), RESULTS)
def test_the_result_of_an_infection_test(text: str, concept: str, result: str | None) -> None:
    assert said(text, concept) == result


def test_a_result_of_the_test_that_was_spoken_of_before() -> None:
    before = Context(mentioned=("quantiferon",))
    assert said("redid it oct 30 and it flipped to positive", "quantiferon", before) == "positive"


def test_a_value_of_the_test_that_was_spoken_of_before() -> None:
    assert said("sorry, SIXTEEN thousand", "platelets", Context(mentioned=("platelets",))) == 16000
