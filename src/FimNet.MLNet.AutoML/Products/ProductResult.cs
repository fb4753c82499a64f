namespace FimNet.MLNet.AutoML;

/// <summary>What came of one of several products.</summary>
public sealed class ProductResult
{
    internal ProductResult(string name, FimNetExperimentResults? results, string? failureReason)
    {
        Name = name;
        Results = results;
        FailureReason = failureReason;
    }

    /// <summary>The product.</summary>
    public string Name { get; }

    /// <summary>Its trials; <see langword="null"/> if its experiment failed.</summary>
    public FimNetExperimentResults? Results { get; }

    /// <summary>Its best trial; <see langword="null"/> if its experiment failed.</summary>
    public TrialResult? Best => Results?.Best;

    /// <summary>Why its experiment failed; <see langword="null"/> if it did not.</summary>
    public string? FailureReason { get; }
}
