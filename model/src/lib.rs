//! Reads service models.
