--liquibase formatted sql

--changeset orders:1
CREATE TYPE order_status AS ENUM ('NEW', 'PAID');

CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  status order_status NOT NULL
);

--changeset orders:2 context:refunds
ALTER TYPE order_status ADD VALUE 'REFUNDED';
