//! How much memory a measure took.

/// The most memory the process ever held, in MiB, the gold data included; 0 where the system does
/// not tell it in `/proc`.
pub(crate) fn peak_mb() -> f64 {
    status("VmHWM:") / 1024.0
}

/// The bytes of memory that the process holds now; 0 where the system does not tell it.
pub(crate) fn resident() -> f64 {
    status("VmRSS:") * 1024.0
}

/// A line of the process's status, in KiB.
fn status(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse().ok());
    kib.unwrap_or(0.0)
}

/// Counts every allocation, which costs a few hundredths of the time: only where it was asked for.
#[cfg(feature = "memory")]
#[global_allocator]
static COUNTING: &peakmem_alloc::PeakMemAlloc<std::alloc::System> =
    &peakmem_alloc::INSTRUMENTED_SYSTEM;

/// The most bytes that `work` held at one time, besides what there was before; nothing when the
/// program was built without the feature `memory`.
#[cfg(feature = "memory")]
pub(crate) fn most_held(work: impl FnOnce()) -> Option<usize> {
    use peakmem_alloc::PeakMemAllocTrait;

    COUNTING.reset_peak_memory();
    work();
    Some(COUNTING.get_peak_memory())
}

#[cfg(not(feature = "memory"))]
pub(crate) fn most_held(_work: impl FnOnce()) -> Option<usize> {
    None
}
