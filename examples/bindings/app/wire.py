"""What looks like a column and is none: nothing is to be found here."""

from dataclasses import dataclass

from app.enums import Priority, Region, State
from marshmallow import Schema, fields
from pydantic import BaseModel
from sqlmodel import SQLModel


class TicketIn(BaseModel):
    priority: Priority = Priority.LOW


class TicketOut(Schema):
    priority = fields.Enum(Priority, by_value=True)


@dataclass
class Filter:
    __tablename__ = "filters"

    state: State = State.OPEN


class NoteIn(SQLModel):
    region: Region
