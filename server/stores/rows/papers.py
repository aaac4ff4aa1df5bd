"""What somebody has here and until when, inside somebody's transaction."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.application import ApplicationState, Paper, PaperKind
from server.stores.database import Database
from server.stores.tables.house import invitations
from server.stores.tables.joining import application_references, applications, papers


async def put(db: Database, tx: AsyncConnection, paper: Paper) -> None:
    """In the place of the one before."""
    row = {
        "version": paper.version,
        "at": paper.at,
        "by": paper.by,
        "expires_at": paper.expires_at,
    }
    putting = db.insert(papers).values(whose=paper.whose, kind=paper.kind, **row)
    await tx.execute(putting.on_conflict_do_update(index_elements=["whose", "kind"], set_=row))


async def of(tx: AsyncConnection, whose: Collection[str]) -> list[Paper]:
    wanted = select(papers).where(papers.c.whose.in_(whose)).order_by(papers.c.expires_at)
    return [_paper(row) for row in await tx.execute(wanted)]


async def carried_over(tx: AsyncConnection, invitation: Row[Any], staff: str) -> None:
    """An applicant has become a member of staff: what they have here goes with them."""
    if invitation.application is None:
        return
    theirs = papers.c.whose == invitation.application
    await tx.execute(update(papers).where(theirs).values(whose=staff))
    joined = applications.c.id == invitation.application
    await tx.execute(update(applications).where(joined).values(state=ApplicationState.JOINED))


async def forget(tx: AsyncConnection, at: datetime) -> None:
    """Applications past their time, with all that hangs on them."""
    due = select(applications.c.id).where(applications.c.forget_at <= at)
    ids = (await tx.scalars(due)).all()
    if not ids:
        return
    about = invitations.c.application.in_(ids)
    await tx.execute(update(invitations).where(about).values(application=None))
    about_it = application_references.c.application.in_(ids)
    await tx.execute(delete(application_references).where(about_it))
    await tx.execute(delete(papers).where(papers.c.whose.in_(ids)))
    await tx.execute(delete(applications).where(applications.c.id.in_(ids)))


def _paper(row: Row[Any]) -> Paper:
    kind = PaperKind(row.kind)
    return Paper(row.whose, kind, row.version, row.at, row.by, row.expires_at)
