package dev.dovetail.report;

/** Python that a team can copy. A test makes a service of it and runs that on a real server. */
final class GuidePatterns {

  static final String NEW_TYPE =
      """
      def upgrade():
          op.create_table(
              "parcels",
              sa.Column("id", sa.Integer(), primary_key=True),
              sa.Column("status", sa.Enum("packed", "sent", name="parcel_status"), nullable=False),
          )


      def downgrade():
          op.drop_table("parcels")
          op.execute("DROP TYPE parcel_status")
      """;

  static final String NEW_LABEL =
      """
      def upgrade():
          op.execute("ALTER TYPE parcel_status ADD VALUE IF NOT EXISTS 'lost' AFTER 'sent'")


      def downgrade():
          pass  # PostgreSQL takes no label from a type; an unused one does no harm
      """;

  static final String SHARED_TYPE =
      """
      def upgrade():
          op.create_table(
              "parcel_events",
              sa.Column("id", sa.Integer(), primary_key=True),
              sa.Column(
                  "status",
                  postgresql.ENUM("packed", "sent", "lost", name="parcel_status", create_type=False),
                  nullable=False,
              ),
          )


      def downgrade():
          op.drop_table("parcel_events")
      """;

  static final String MODEL =
      """
      class ParcelStatus(str, enum.Enum):
          PACKED = "packed"
          SENT = "sent"
          LOST = "lost"


      class Parcel(Base):
          __tablename__ = "parcels"
          id = sa.Column(sa.Integer, primary_key=True)
          status = sa.Column(
              sa.Enum(ParcelStatus, name="parcel_status", values_callable=lambda e: [m.value for m in e]),
              nullable=False,
          )
      """;

  private GuidePatterns() {}
}
