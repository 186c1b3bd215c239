"""Laid tables into a training model, collecting everything that is wrong with them."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from ndt_opt.domain.replanning import Replanning
from ndt_opt.errors import InputError, Problem
from ndt_opt.files.model_layers import Tree
from ndt_opt.files.problems import from_validation, shown, suggestion
from ndt_opt.rules.feedback import Feedback
from ndt_opt.rules.muscular import Muscular
from ndt_opt.rules.params import PARAMS
from ndt_opt.rules.preferences import PREFERENCES
from ndt_opt.rules.training_model import Ladder, Origin, Physiology, Template, TrainingModel


class Builder:
    """Turns the laid tables into records, and collects what is wrong with them."""

    def __init__(
        self, tree: Tree, origins: dict[str, Origin], file: str, problems: list[Problem], prefix: str = ""
    ) -> None:
        self.tree, self.origins, self.file, self.problems, self.prefix = tree, origins, file, problems, prefix

    def model(self, name: str, summary: str, ancestors: tuple[str, ...]) -> TrainingModel:
        rules, strengths = self._rules()
        kinds = PREFERENCES
        preferences = {k: self._record(kinds[k], v, f"preferences.{k}") for k, v in self._section("preferences", kinds)}
        physiology = self._record(Physiology, self.tree["physiology"], "physiology")
        muscular = self._record(Muscular, self.tree["muscular"], "muscular")
        feedback = self._record(Feedback, self.tree["feedback"], "feedback")
        replanning = self._record(Replanning, self.tree["replanning"], "replanning")
        templates = {k: self._template(k, v) for k, v in self.tree["templates"].items()}
        ladders = {k: self._record(Ladder, v, f"ladders.{k}") for k, v in self.tree["ladders"].items()}
        if not ladders:
            self._say("ladders", "none", allowed="at least one ladder of race-pace sessions")
        if self.problems:
            raise InputError(self.problems)
        return TrainingModel(
            name, summary, ancestors, {s: rules[s] for s in PARAMS}, {s: strengths[s] for s in PARAMS},
            {p: preferences[p] for p in PREFERENCES}, physiology, muscular, feedback, replanning,
            templates, ladders, self.origins,
        )  # fmt: skip

    def _rules(self) -> tuple[dict[str, Any], dict[str, Any]]:
        rules, strengths = {}, {}
        for slug, values in self._section("rules", PARAMS):
            numbers = {k: v for k, v in values.items() if k != "strength"}
            strengths[slug] = values.get("strength")
            if strengths[slug] not in ("must", "off"):
                self._say(f"rules.{slug}.strength", "wrong strength", shown(strengths[slug]), '"must" or "off"')
            rules[slug] = self._record(PARAMS[slug], numbers, f"rules.{slug}")
        return rules, strengths

    def _section(self, section: str, known: dict[str, Any]) -> list[tuple[str, Tree]]:
        """The known tables of a section; unknown and missing ones become problems."""
        given = self.tree[section]
        for key in [k for k in given if k not in known]:
            self._say(f"{section}.{key}", "unknown name", repr(key), suggestion(key, sorted(known)))
        for key in [k for k in known if k not in given]:
            self._say(f"{section}.{key}", "missing", allowed="give it, or extend a model that does")
        return [(key, given[key]) for key in known if key in given]

    def _record(self, cls: Any, values: Any, path: str) -> Any:
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            depth = len(self.prefix)
            found = from_validation(lambda p: self._file_of(p[depth:]), error, self.prefix + path, cls)
            self.problems.extend(found)
            return None

    def _template(self, key: str, values: Tree) -> Any:
        template, where = self._record(Template, values, f"templates.{key}"), f"templates.{key}"
        if template is None:
            return None
        if (template.rep_s is None) == (template.rep_m is None):
            self._say(where, "a rep has a length in seconds or in metres", allowed="one of rep_s, rep_m")
        if (template.pace_multiple is None) == (template.pace_offset_s is None):
            self._say(where, "a template has one pace", allowed="one of pace_multiple, pace_offset_s")
        if template.min_reps > template.max_reps:
            self._say(where, "min_reps above max_reps", str(template.min_reps), f"at most {template.max_reps}")
        if template.window == "hit" and template.lactate_mmol is None:
            self._say(where, "a hit window needs lactate_mmol", allowed="two numbers, mmol/L")
        return template

    def _say(self, path: str, what: str, found: str = "", allowed: str = "") -> None:
        self.problems.append(Problem(self._file_of(path), self.prefix + path, what, found, allowed))

    def _file_of(self, path: str) -> str:
        """The file that gave the value, or the last one that touched its table."""
        if self.prefix:
            return self.file
        value = path.partition("[")[0]
        inside = [(p, o.file) for p, o in self.origins.items() if f"{value}.".startswith(f"{p}.")]  # part of a value
        files = [file for _, file in inside] or [o.file for p, o in self.origins.items() if p.startswith(f"{value}.")]
        return files[-1] if files else self.file
