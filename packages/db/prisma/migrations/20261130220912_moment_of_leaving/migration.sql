-- Rounded to a millisecond, the moment of who leaves now could lie ahead of the clock. As exact as every other moment.
ALTER TABLE "staff" ALTER COLUMN "left_at" TYPE TIMESTAMPTZ;
