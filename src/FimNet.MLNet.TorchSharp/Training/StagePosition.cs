namespace FimNet.MLNet.Training;

/// <summary>Where a stage stands between two steps.</summary>
/// <param name="Stage">1 or 2.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Patches">Where the source of the next batch stands.</param>
/// <param name="Rollbacks">How often the stage went back after a divergence; each time halves the learning rate.</param>
/// <param name="Elapsed">Time spent on the stage.</param>
internal sealed record StagePosition(int Stage, int Step, ulong Patches, int Rollbacks, TimeSpan Elapsed)
{
    /// <summary>A factor of the learning rate.</summary>
    public double RateFactor => Math.Pow(0.5, Rollbacks);
}
