from shop.enums import Color, Size as ShirtSize

__all__ = ["Color", "ShirtSize"]
