"""From dated policy and a case to what is asked: `Policy.on(day).asks(case)`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from filing.case import Case
from filing.terms import FilingKind
from policy.book import Book
from policy.filing_kind import said_otherwise
from policy.form_fields import fields_of, landline
from policy.in_force import in_force, pick
from policy.materials import asks_of, belongs, marks_due, pre_approval
from policy.providers import provider_of
from policy.requirements import LookAsk, NumberAsk, Provider, Requirements, Suspension, TradeAsk, WordsAsk
from policy.schema import SuspensionRow
from policy.server_ip import Ranges, locate
from policy.service_levels import ServiceLevels, service_levels
from policy.situation import Situation, situation_of


@dataclass(frozen=True, slots=True)
class Policy:
    """A profile's policy for all days. `ranges` are the configured networks, `written_ranges` the same as text."""

    book: Book
    ranges: Ranges = field(default_factory=dict)
    written_ranges: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def on(self, day: date) -> "PolicyOfDay":
        """What holds on a day. Days before the book begins are judged by its first: nothing earlier is known."""
        return PolicyOfDay(self, day, max(day, self.book.begins))


@dataclass(frozen=True, slots=True)
class PolicyOfDay:
    """The policy in force on `day`; `asked` is the day that was asked for, which a forged date may put anywhere."""

    policy: Policy
    asked: date
    day: date

    def asks(self, case: Case) -> Requirements:
        """Everything that is asked of a case. Raises ConfigurationRefused for an access province without a file."""
        situation = situation_of(case)
        plain = self._who(case, situation)
        return self._with_bounds(self._with_servers(self._with_papers(plain, case, situation), case))

    @property
    def providers(self) -> tuple[Provider, ...]:
        """The provider of every access province."""
        return tuple(self.provider(province) for province in self.policy.book.access)

    def provider(self, access_province: str) -> Provider:
        """The access provider of an access province."""
        return provider_of(self.policy.book, self.day, access_province, self.policy.written_ranges)

    @property
    def service_levels(self) -> ServiceLevels:
        """Working hours and promised times."""
        return service_levels(self.policy.book.profile, self.day)

    def suspension_row(self, entity_province: str, access_province: str) -> SuspensionRow | None:
        """The suspension of an entity province for an access province, if one is in force."""
        book = self.policy.book
        if entity_province not in book.entity or not pick(book.profile.suspensions_apply, self.day):
            return None
        rows = in_force(book.entity[entity_province].suspensions, self.day)
        return next((row for row in rows if row.access == access_province), None)

    def _who(self, case: Case, situation: Situation) -> Requirements:
        province = situation.province
        return Requirements(
            day=self.asked,
            profile=self.policy.book.name,
            access_province=case.access_province,
            provider=self.provider(case.access_province),
            providers=self.providers,
            filing_kind=situation.kind,
            filing_kind_source=situation.kind_source,
            filing_kind_said=said_otherwise(case) if situation.kind is FilingKind.INITIAL else None,
            entity_type=situation.entity_type,
            entity_type_source=situation.nature.source,
            individual_business=situation.nature.individual_business,
            entity_province=province.province if province else None,
            entity_province_source=province.source if province else "",
            entity_province_strong=bool(province and province.strong),
            entity_provinces_seen=situation.seen,
            entity_provinces_strong=situation.strong,
        )

    def _with_papers(self, plain: Requirements, case: Case, situation: Situation) -> Requirements:
        book, day, provider = self.policy.book, self.day, plain.provider
        number, phone = self._number(situation.kind), landline(book, day, situation)
        suspension, doubt = self._suspension(case.access_province, situation)
        return replace(
            plain,
            materials=asks_of(book, day, situation, provider, password=bool(number and number.password)),
            pre_approval=pre_approval(book, day, situation, provider),
            hand_marks=tuple((m.material, m.key, m.text) for m in marks_due(book, day, situation)),
            fields=fields_of(book, day, case, situation, provider),
            sample_values=tuple(v for row in in_force(book.form.samples, day) for v in row.values),
            number=number,
            landline_required=phone is not None,
            landline_cites=phone.source if phone else "",
            authorization_unsure=situation.letter == "doubtful",
            suspension=suspension,
            suspension_unsure=doubt,
        )

    def _number(self, kind: FilingKind) -> NumberAsk | None:
        rows = (row for row in in_force(self.policy.book.materials.numbers, self.day) if kind in row.kinds)
        passwords = pick(self.policy.book.profile.password_required, self.day)
        return next((NumberAsk(row.which, row.password and passwords, row.source) for row in rows), None)

    def _suspension(self, access: str, situation: Situation) -> tuple[Suspension | None, bool]:
        """(what is proved, whether there is a doubt). Only strong evidence that was surely read proves (A04).

        Another strong province that is suspended is a doubt; weak evidence beside strong is none: people move.
        """
        if situation.kind is FilingKind.CANCEL or situation.province is None:
            return None, False
        best = situation.province
        row = self.suspension_row(best.province, access)
        if row and situation.certain:
            return Suspension(best.province, access, row.source), False
        return None, any(self.suspension_row(province, access) for province in situation.demanding)

    def _with_bounds(self, plain: Requirements) -> Requirements:
        profile, day = self.policy.book.profile, self.day
        words = (w for w in in_force(profile.name_words, day) if belongs(w.entities, plain.entity_type))
        scans, reuse = pick(profile.min_bytes_for, day), pick(profile.reuse, day)
        return replace(
            plain,
            min_bytes=pick(profile.min_bytes, day),
            min_bytes_for=frozenset(scans),
            max_bytes=pick(profile.max_bytes, day),
            both_id_sides=pick(profile.both_id_sides, day),
            domain_owner_policy=pick(profile.domain_owner_policy, day),
            expiry_warning_months=pick(profile.expiry_warning_months, day),
            reuse=frozenset(reuse),
            server_location=pick(profile.server_location, day),
            today_notes=pick(profile.today_notes, day),
            passwords=pick(profile.password_required, day),
            trades=tuple(TradeAsk(t.name, t.words, t.licence) for t in in_force(profile.trades, day)),
            looks=self.looks,
            name_words=tuple(WordsAsk(w.key, w.words, w.proven) for w in words),
        )

    @property
    def looks(self) -> tuple[LookAsk, ...]:
        """What a scan may show, with thresholds."""
        rows = in_force(self.policy.book.quality.looks, self.day)
        return tuple(LookAsk(r.key, r.measure, r.text, r.weight, r.below, r.above) for r in rows)

    def _with_servers(self, plain: Requirements, case: Case) -> Requirements:
        located = locate(case, self.policy.ranges)
        return replace(plain, ip_province=located.province, ips_outside=located.outside)
