namespace FimNet.MLNet.Robustness;

/// <summary>How one case ended.</summary>
internal enum Outcome
{
    /// <summary>By the one exception that is promised.</summary>
    Refused,

    /// <summary>It passed every check and gave finite results.</summary>
    Accepted,

    /// <summary>Anything else.</summary>
    Failed,
}
