using FimNet.MLNet.Training;

namespace FimNet.MLNet.Checkpoints;

/// <summary>What a checkpoint holds besides tensors.</summary>
/// <param name="Sequence">Counts the checkpoints of a folder; the newest has the highest.</param>
/// <param name="Run">Of which training it is.</param>
/// <param name="Position">Where in it.</param>
/// <param name="Elapsed">Time spent on all stages.</param>
/// <param name="History">The losses of the steps so far.</param>
internal sealed record CheckpointHeader(long Sequence, RunIdentity Run, StagePosition Position, TimeSpan Elapsed, IReadOnlyList<TrainingLoss> History);
