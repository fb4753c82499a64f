namespace FimNet.MLNet.Training;

/// <summary>Who is told what in the course of a stage.</summary>
/// <param name="Report">Told of every step's losses and the finished share of the stage; throws to cancel.</param>
internal sealed record StageHooks(Action<TrainingLoss, double> Report)
{
    /// <summary>Whether a step is told of before the next begins, so that the network is as that step left it; otherwise while the next is under way, which spares a GPU the waiting.</summary>
    public bool TellsAtOnce { get; init; }

    /// <summary>Told before the first step; may put another state in the place of the given one.</summary>
    public Action<StageState> Starting { get; init; } = _ => { };

    /// <summary>Told when a good state was kept, and whether the stage ended with it.</summary>
    public Action<StageState, bool> Kept { get; init; } = (_, _) => { };

    /// <summary>Told when the stage was cancelled, with the last good state that was kept.</summary>
    public Action<StageState> Cancelled { get; init; } = _ => { };

    /// <summary>Told after a divergence where the stage went back to, and what was noticed, as a clause.</summary>
    public Action<StagePosition, string> RolledBack { get; init; } = (_, _) => { };
}
