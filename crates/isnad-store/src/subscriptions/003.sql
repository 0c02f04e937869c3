-- The id by which a subscription's hub calls; NULL where there is no hub. One that an earlier version asked has
-- none until its feed is next looked at.
ALTER TABLE subscription ADD COLUMN hub TEXT;
CREATE INDEX subscription_hub ON subscription (hub) WHERE hub IS NOT NULL;
