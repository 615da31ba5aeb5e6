"""Patients of whom pages are made: hardly anything told, much told, and each verdict."""

from __future__ import annotations

from chats import TODAY, chat

from bot.pages.summary import Summary, summary_of
from bot.pages.told import MOST_TOLD, Told

STORY = "my daughter is 14, lupus since she was 11, moderate. shes on cellcept. platelets were 38k last week"
MUCH = """AST 40, ALT 41, GGT 20, eGFR 99, INR 1.0, PTT 30 s, creatinine 0.8, ANC 3.2, hgb 11, no hep b, no hep c,
    hiv negative, no tb, asthma well controlled, depression, took methotrexate, prednisone, IVIG, rituximab, plaquenil,
    azathioprine, tacrolimus, cyclophosphamide, belimumab, a blood clot in may 2020, mmr on 9 november,
    breast cancer in 2010, kidney transplant in 2019, diabetes, high blood pressure, arthritis, pneumonia last week,
    on warfarin"""
ALL_GOOD = """she is 14, lupus since 11, moderate, takes cellcept. platelets 210k on 3 november, ANC 3.2, hgb 11.4,
    ALT 22, AST 25, GGT 20, eGFR 99, INR 1.0 and PTT 30 s, no blood thinner. no other chronic illness. no immune
    deficiency and no transplant. no hep b, no hep c, hiv negative, no tb, quantiferon negative. no heart or lung
    disease. no clots. never had cancer. never in another trial. no live vaccines and none planned. no infections. no
    mental health condition. I am her mother and would sign the consent"""
NOT_YET = "he was born 3/4/2016 and has jdm since 6, had MMR on nov 10"


def page(*messages: str, name: str = "P-017") -> Summary:
    """The page after these messages."""
    return summary_of(chat(*messages)[0], TODAY, name)


def full_page() -> Summary:
    """A page of which everything is as long as it may be."""
    nothing = page("hi")
    points = tuple(
        one.model_copy(update={"record": (one.record + " and so on" * 20)[:120], "said": ("words said " * 20)[:130]})
        for one in nothing.points
    )
    told = tuple(Told(text=("something told " * 9)[:90], quote=("with words " * 9)[:60]) for _ in range(MOST_TOLD + 1))
    beside = ("a disease with a long name, " * 11, "a limit of a test, " * 5)
    long = {
        "beside": beside,
        "why": "why " * 75,
        "notices": ("This comes first. " * 15,),
    }
    return nothing.model_copy(update={"points": points, "told": told, **long})


PAGES = {
    "nothing": page("hi"),
    "fails": page(STORY),
    "much": page(STORY, MUCH),
    "fits": page(ALL_GOOD),
    "not yet": page(NOT_YET),
    "signs": page("my notes: <b>&amp;</b> Zoë Müller \u4f60\u597d 😀 platelets 38k ≥ ½ × µ", name="<P&1>"),
    "full": full_page(),
}
