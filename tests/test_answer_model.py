"""The answer in a model's words: over a real store and a real local server."""

from __future__ import annotations

import re

import pytest

from tests.asking import answered, rewritten
from tests.test_cli import tracuu
from tests.test_model_answer import events, says, serving
from tracuu.search import SearchEngine
from tracuu.search.answer.llm import LanguageModel, LanguageModelUnreachableError

QUESTION = "Kinh phí cải cách hành chính của xã Tân Lập năm 2023 ra sao?"


def test_what_stands_is_cited_anew_and_what_does_not_is_struck(sample_engine: SearchEngine) -> None:
    given = answered(sample_engine, QUESTION)
    assert given.method == "extractive"
    quote = given.sources[0].quote.rstrip(" .;")
    with serving(says(*events(f"{quote} [1]. Xã được cấp thêm 777 tỷ đồng [1]."))) as (server, url):
        again, result = rewritten(sample_engine, QUESTION, LanguageModel(url, "m", None))
    assert again == given
    assert (result.answer.method, result.answer.answer) == ("model", f"{quote} [1].")
    assert [source.n for source in result.answer.sources] == [1]
    assert result.answer.sources[0] == given.sources[0]
    assert ["777" in sentence.text for sentence in result.struck] == [True]
    assert "777" not in str(result.to_json()["answer"])
    assert ["câu nói 777 tỷ đồng" in struck["reason"] for struck in result.to_json()["struck"]] == [True]
    assert [struck["reason"].startswith("the source ") for struck in result.to_json("en")["struck"]] == [True]
    assert len(server.asked) == 1
    [stands] = result.sentences
    assert stands.text == f"{quote} [1]."
    [(number, one)] = stands.backing
    assert (number, one.force) == (1, "fact")
    assert one.text.rstrip(";") in quote
    assert result.to_json()["sentences"] == [
        {"text": stands.text, "stands_on": [{"n": 1, "quote": one.text, "force": "fact"}]}
    ]


def test_what_is_only_asked_for_is_told_from_what_is(sample_engine: SearchEngine) -> None:
    question = "Các địa phương kiến nghị gì về tập huấn?"
    given = answered(sample_engine, question)
    quote = given.sources[0].quote.rstrip(" .;")
    with serving(says(*events(f"Các xã đề nghị {quote[0].lower()}{quote[1:]} [1]."))) as (_, url):
        _, result = rewritten(sample_engine, question, LanguageModel(url, "m", None))
    assert [one.force for told in result.sentences for _, one in told.backing] == ["request"]


def test_where_nothing_of_the_model_stands_the_quotes_answer(sample_engine: SearchEngine) -> None:
    given = answered(sample_engine, QUESTION)
    with serving(says(*events("Mọi việc đều tốt đẹp."))) as (_, url):
        again, result = rewritten(sample_engine, QUESTION, LanguageModel(url, "m", None))
    assert again == given
    assert result.answer == given
    assert len(result.struck) == 1


def test_a_header_answers_without_asking_the_model(sample_engine: SearchEngine) -> None:
    question = "Ai ký báo cáo của xã Tân Lập năm 2023?"
    given, result = rewritten(sample_engine, question, LanguageModel("http://127.0.0.1:9", "m", None))
    assert given.method == "header"
    assert result.answer == given


def test_a_dead_model_is_named_and_the_command_still_answers(sample_engine: SearchEngine, sample_store: object) -> None:
    with pytest.raises(LanguageModelUnreachableError):
        rewritten(sample_engine, QUESTION, LanguageModel("http://127.0.0.1:9", "m", None))
    asked = tracuu("--data", sample_store, "ask", QUESTION, TRACUU_LLM_URL="http://127.0.0.1:9")
    assert asked.returncode == 0
    assert "TRACUU_LLM_URL" in asked.stderr
    assert re.search(r"\[1\]", asked.stdout)
