"""The progress table (调度表): defined as data, computed, explained, reconciled, submitted, printed."""
