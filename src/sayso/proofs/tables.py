"""What is remembered of proofs: which have passed, and what was reported of each revision."""

from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Mapped, mapped_column

from sayso.db.metadata import Base


class PassRow(Base):
    """A digest of all that a proof stands on, which passed; the same for every module that has the like."""

    __tablename__ = "proof_passes"
    digest: Mapped[str] = mapped_column(primary_key=True)
    passed_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)


class ReportRow(Base):
    """What was last proved of a spec, by its digest: it belongs to every revision that has this spec."""

    __tablename__ = "proof_reports"
    digest: Mapped[str] = mapped_column(primary_key=True)
    report: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(server_default=func.now())
