namespace FimNet.MLNet;

/// <summary>Which part of a defect dataset is loaded.</summary>
public enum DatasetSplit
{
    /// <summary>The images to learn from: <c>train/good</c>, defect-free only.</summary>
    Train,

    /// <summary>The images to test with: <c>test/good</c> and <c>test/&lt;defect&gt;</c>.</summary>
    Test,
}
