from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass


class Base(DeclarativeBase):
    pass


class WarehouseBase(DeclarativeBase):
    metadata = MetaData(schema="warehouse")


class DataBase(MappedAsDataclass, DeclarativeBase):
    pass
