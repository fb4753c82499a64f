namespace FimNet.MLNet.Evaluation;

/// <summary>What there is at one score, or at scores that were rounded to it.</summary>
/// <param name="Score">The score; no score of the group is higher.</param>
/// <param name="Defective">How many defective ones have it.</param>
/// <param name="Good">How many good ones have it.</param>
/// <param name="RegionShare">
/// Sum over those defective pixels of one over the pixels of their defect region, so that all pixels of a region sum to 1. 0 where there are no regions.
/// </param>
internal readonly record struct ScoreGroup(float Score, long Defective, long Good, double RegionShare)
{
    /// <summary>No score of the group is lower: the score itself, unless scores were rounded.</summary>
    public float Lowest { get; init; } = Score;
}
